"""Verbs of prices."""
