"""Shipments, picklists and boxes."""
