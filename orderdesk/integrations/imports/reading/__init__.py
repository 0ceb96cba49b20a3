"""Files read exactly: encodings, tables, values."""
