"""Promises: which day can be told for which goods."""
