"""Money that comes and goes, and the tills it goes through."""
