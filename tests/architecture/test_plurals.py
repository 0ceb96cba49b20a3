"""No sentence says "1 rows": a number with its noun is written by `count_word`, which knows of one."""

from __future__ import annotations

import re

from tests.architecture.sources import ROOT, modules

NOUNS = "rows lines files items orders customers days boxes units prices columns records errors parcels invoices"
COUNTED = re.compile(r"\{(?P<count>[^{}]+)\} (?:" + "|".join(NOUNS.split()) + r")\b")
# A limit is never one.
_MANY = re.compile(r"[A-Z_]{3,}|sheet\.|len\((clean|found)\)|\bof \{")


def test_no_number_stands_before_a_plural_of_its_own() -> None:
    found = [
        f"{module.relative_to(ROOT)}: {match[0]}"
        for module in modules("orderdesk")
        for match in COUNTED.finditer(module.read_text("utf-8"))
        if not _MANY.search(match["count"])
    ]
    assert found == []
