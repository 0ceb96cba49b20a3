"""Commands, and the ways to find them: palette, places and the sheet of keys."""
