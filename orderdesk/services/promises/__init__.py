"""Promises: which goods are kept for whom, and for which day."""
