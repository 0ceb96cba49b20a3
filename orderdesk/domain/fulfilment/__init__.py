"""Fulfilment: shipments, what delivery costs, and where it goes."""
