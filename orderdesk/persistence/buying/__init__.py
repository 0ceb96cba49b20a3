"""Purchase orders, and goods on their way."""
