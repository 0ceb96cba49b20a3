"""Bringing a file in, step by step: the file, its columns, a rehearsal of every row, and what came of it."""
