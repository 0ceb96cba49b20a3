"""What an owner asks for, and what other programs are given."""
