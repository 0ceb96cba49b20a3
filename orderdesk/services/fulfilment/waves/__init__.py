"""Waves: what leaves when, what is picked together, in which order, and by whom."""
