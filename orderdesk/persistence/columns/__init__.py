"""How columns are written and what is kept in them."""
