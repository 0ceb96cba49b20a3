"""Verbs of the shop itself."""
