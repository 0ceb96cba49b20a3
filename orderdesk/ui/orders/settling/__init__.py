"""Forms that settle an order: money, credit, packing, sending."""
