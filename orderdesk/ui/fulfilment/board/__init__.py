"""The board by cutoff: what leaves when, the wave that is picked next, and the waves at work."""
