"""Settings of the shop, the same on every PC."""
