"""Items: kept, listed, and found by what is typed."""
