"""What is kept of everything: history, numbers, search, papers' hashes, half typed forms."""
