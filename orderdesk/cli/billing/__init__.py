"""Verbs of credit notes and e-invoices."""
