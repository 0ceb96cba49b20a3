"""Verbs of the sample and of rehearsals."""
