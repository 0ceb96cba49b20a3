"""Goods on their way out: picked, packed, shipped, delivered."""
