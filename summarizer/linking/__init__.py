"""Links the words of an article to parties: who is named, and whom an actor speaks or acts for."""
