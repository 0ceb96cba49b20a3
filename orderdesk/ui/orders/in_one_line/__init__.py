"""An order in one line."""
