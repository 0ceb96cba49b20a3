"""What is looked at before an order goes on: verification, and the shop's own rules."""
