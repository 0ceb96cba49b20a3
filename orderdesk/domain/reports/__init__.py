"""The figures of a day, and the sums that must tie."""
