"""Settings of this PC, and the care of its data."""
