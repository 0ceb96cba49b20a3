"""Verbs of customers and of the people who work here."""
