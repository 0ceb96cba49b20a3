"""Proofs of the books: each looks at facts, never at caches, and names what breaks a rule."""
