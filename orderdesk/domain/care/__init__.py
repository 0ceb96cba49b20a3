"""The proof of the books."""
