"""Tolls, and what is known of the incident that each belongs to."""
