"""The reports tab: the day and its tills first, then sales, items and lateness."""
