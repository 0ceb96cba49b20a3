"""Prices, taxes, coupons and margins of what is sold."""
