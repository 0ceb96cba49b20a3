"""Bringing orders in: what they stand on, what they came to, and the past of a shop that moves in."""
