"""Waves: their lists and totes, the floor they are picked from, and how long it took before."""
