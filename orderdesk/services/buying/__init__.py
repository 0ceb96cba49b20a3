"""Buying of vendors."""
