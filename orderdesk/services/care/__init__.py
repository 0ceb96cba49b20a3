"""Keeping the shop safe: backups, proofs, a server for several PCs, and files that leave it."""
