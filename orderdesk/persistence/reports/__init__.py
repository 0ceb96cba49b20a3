"""The figures of a day and of a time."""
