"""Keeping the data: made, backed up, restored, upgraded."""
