"""Lists, and the detail beside them."""
