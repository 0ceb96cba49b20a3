"""The orders tab: the list with its detail, and the page on which orders are taken."""
