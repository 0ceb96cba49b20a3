"""Orders, from the first word to the last: taken, changed, held, cancelled, told."""
