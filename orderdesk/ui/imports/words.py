"""The words of the import page: steps, kinds of file, what becomes of a row."""

from __future__ import annotations

from orderdesk.domain.values.texts import count_word
from orderdesk.ui.widgets.pill import Pill

FILE, COLUMNS, REVIEW, DONE = "file", "columns", "review", "done"
STEPS = ((FILE, "File"), (COLUMNS, "Columns"), (REVIEW, "Review"), (DONE, "Result"))
KINDS = (
    ("products", "Products"),
    ("customers", "Customers"),
    ("orders", "Orders"),
    ("stock", "Stock levels"),
    ("prices", "Prices"),
)
NOUNS = {
    "products": ("product", "products"),
    "customers": ("customer", "customers"),
    "orders": ("order", "orders"),
    "stock": ("stock level", "stock levels"),
    "prices": ("price", "prices"),
}
VIEWS = (
    ("all", "All"),
    ("new", "New"),
    ("changed", "Changed"),
    ("same", "Same"),
    ("error", "Errors"),
    ("note", "Notes"),
)
PILLS = {
    "new": Pill("New", "info", "ring"),
    "changed": Pill("Changed", "purple", "half"),
    "same": Pill("Same", "neutral", "check"),
    "error": Pill("Error", "danger", "triangle"),
    "note": Pill("Note", "neutral", "ring"),
}
BROUGHT_IN = Pill("Brought in", "neutral", "check")
UNDONE = Pill("Undone", "neutral", "arrow")
NOT_USED = "Not used"
ENDINGS = "*.csv *.tsv *.txt *.tab *.xlsx *.xlsm *.xlsb *.xls *.ods *.csv.gz *.tsv.gz *.txt.gz"


def counted(kind: str, count: int) -> str:
    """How many of a kind in words: 1 product, 830 orders."""
    one, many = NOUNS[kind]
    return count_word(count, one, many)


def rows_of(count: int) -> str:
    """How many rows in words."""
    return count_word(count, "row")
