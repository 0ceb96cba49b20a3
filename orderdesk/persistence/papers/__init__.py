"""What stands at the head of every paper."""
