"""What widgets need of the window: focus, the order of reading, shadows."""
