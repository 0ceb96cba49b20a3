"""Stock as the shop handles it."""
