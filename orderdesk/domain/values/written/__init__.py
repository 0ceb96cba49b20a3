"""Figures and days as people and files write them, and as the shop writes its own."""
