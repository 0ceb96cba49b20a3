"""The panels of the page on which an order is taken."""
