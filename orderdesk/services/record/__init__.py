"""What is kept of everything: numbers, summaries, and half typed forms."""
