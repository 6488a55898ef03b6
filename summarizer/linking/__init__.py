"""Whom the words of an article name, and whom an actor speaks or acts for."""
