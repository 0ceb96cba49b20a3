"""How long papers take, against the same words as bare PDF operators.

Each paper and its floor take turns, and the ratio is taken round by round: other load on the machine then cancels out.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from orderdesk.documents import invoice, label, picklist, receipt
from orderdesk.documents.parts.rows import LineRow, PrintedTax
from orderdesk.documents.picklist import Pick
from tests.benchmarks.measure import Found, in_turns
from tests.documents import samples
from tests.documents.reading import pages

ROUNDS = 25
BARS = {"invoice, 10 lines": 8.0, "picklist, 500 lines": 25.0}


def papers(folder: Path) -> list[Found]:
    """Each paper in a warm process, beside its floor; nothing is written to the folder."""
    found = []
    for name, build in cases().items():
        ours, ratio = in_turns(build, bare(pages(build())), ROUNDS)
        found.append(Found(f"{name}, warm", ours, "ms", BARS.get(name), f"{ratio:.0f}x bare operators"))
    return found


def cases() -> dict[str, Callable[[], bytes]]:
    """The papers that are measured."""
    lines = tuple(LineRow(f"Enamel mug no {n}", f"MUG-{n}", 1_000, 100_000, 1000, 200_000) for n in range(10))
    taxes = (PrintedTax("Standard", 200_000, 10_000, 2_000),)
    ten = replace(samples.order_one(), lines=lines, charges=(), taxes=taxes, net=10_000, tax=2_000, total=12_000,
                  balance=12_000)  # fmt: skip
    rows = tuple(Pick(f"A-{n // 20:02}-{n % 20}", f"SKU-{n:05}", f"Thing {n}", 3_000, 5_000) for n in range(500))
    walk = samples.picklist(rows=rows)
    return {
        "invoice, 10 lines": lambda: invoice.build(ten),
        "picklist, 3 lines": lambda: picklist.build(samples.picklist()),
        "picklist, 500 lines": lambda: picklist.build(walk),
        "label": lambda: label.build(samples.label()),
        "receipt": lambda: receipt.build(samples.receipt()),
    }


def bare(words: list[str]) -> Callable[[], bytes]:
    """The floor: the same words, a text object a page, in a built-in font, with no layout."""

    def build() -> bytes:
        parts = []
        for page in words:
            rows = [f"1 0 0 1 50 {800 - 12 * n} Tm ({word}) Tj" for n, word in enumerate(page.split())]
            parts.append(zlib.compress("\n".join(["BT /F1 9 Tf", *rows, "ET"]).encode(), 1))
        return b"\n".join(parts)

    return build
