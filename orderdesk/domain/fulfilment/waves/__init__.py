"""Waves: what leaves when, which shipments are picked together, and how a picker walks."""
