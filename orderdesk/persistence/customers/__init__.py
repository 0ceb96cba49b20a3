"""Customers: kept, listed, and made one."""
