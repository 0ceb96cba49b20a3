"""Verbs of buying: purchase orders and vendors."""
