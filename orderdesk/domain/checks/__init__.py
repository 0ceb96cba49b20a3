"""What is looked at when an order is confirmed, and the shop's own rules."""
