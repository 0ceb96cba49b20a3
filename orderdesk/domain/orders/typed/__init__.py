"""What is typed at the desk, read as an order: one line of the grid, or a whole order in one line."""
