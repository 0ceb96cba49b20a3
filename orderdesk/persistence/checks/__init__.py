"""What verification looks at, and the shop's own rules."""
