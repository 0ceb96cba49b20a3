"""The letters of papers: typefaces, shaping, writing from right to left."""
