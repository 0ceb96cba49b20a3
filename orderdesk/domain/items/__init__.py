"""Items: the codes they are known by, and what a reader says of them."""
