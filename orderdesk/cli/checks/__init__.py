"""Verbs of verification and rules."""
