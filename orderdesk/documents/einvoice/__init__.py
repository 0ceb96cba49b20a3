"""Invoices and credit notes as data that another program books: EN 16931, alone or inside a PDF (Factur-X).

Needs the extra `einvoice`; without it every call refuses with the command that adds it.
"""

from __future__ import annotations

from orderdesk.documents.einvoice.bill import Bill, Trader, check
from orderdesk.documents.einvoice.hybrid import factur_x
from orderdesk.documents.einvoice.tree import xml_of

__all__ = ["Bill", "Trader", "check", "factur_x", "xml_of"]
