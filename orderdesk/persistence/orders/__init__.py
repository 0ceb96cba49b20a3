"""Orders: kept, listed, shown whole."""
