"""Buying: the purchase orders, how one is written, and what came in on it."""
