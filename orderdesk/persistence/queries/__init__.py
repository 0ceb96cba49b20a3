"""What screens and papers read: columns in, frozen rows out."""
