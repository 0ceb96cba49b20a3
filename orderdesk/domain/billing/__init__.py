"""Bills: what a part of an order comes to, and what is given back for it."""
