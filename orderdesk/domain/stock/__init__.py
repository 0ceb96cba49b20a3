"""Stock: from which bins an order is served, and how an item stands."""
