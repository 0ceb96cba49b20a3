"""Payments, and the tills they went through."""
