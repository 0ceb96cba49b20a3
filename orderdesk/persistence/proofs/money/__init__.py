"""Proofs of money: prices, bills, payments, tills."""
