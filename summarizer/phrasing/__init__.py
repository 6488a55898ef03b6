"""Phrasing: names, numbers, days and lists as a composed English sentence has them. Knows no topic."""
