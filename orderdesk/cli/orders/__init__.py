"""Verbs of orders."""
