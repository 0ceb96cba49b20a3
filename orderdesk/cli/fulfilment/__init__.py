"""Verbs of goods on their way out."""
