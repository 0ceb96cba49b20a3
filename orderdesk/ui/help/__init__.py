"""Help: the chapters, and the keys as the program knows them."""
