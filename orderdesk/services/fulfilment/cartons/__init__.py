"""What the shop packs in: its kinds of cartons, and which of them hold a shipment."""
