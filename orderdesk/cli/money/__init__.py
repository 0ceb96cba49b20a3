"""Verbs of money and tills."""
