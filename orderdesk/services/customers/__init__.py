"""Customers, and who is on the telephone."""
