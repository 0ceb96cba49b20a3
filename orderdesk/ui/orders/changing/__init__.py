"""Forms that change what was agreed on an order."""
