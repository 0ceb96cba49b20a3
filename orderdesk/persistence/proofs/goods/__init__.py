"""Proofs of goods: lines, stock, shipments, returns, purchases."""
