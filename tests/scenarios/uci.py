"""The Online Retail files as they are, read with the standard library alone: for recounts, and to take days out."""

from __future__ import annotations

import csv
import gzip
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

CENT = Decimal("0.01")
Row = dict[str, str]


def files(folder: Path) -> list[Path]:
    """The files by month."""
    return sorted(folder.glob("*.csv.gz"))


def lines(folder: Path) -> Iterator[Row]:
    """Every line of the files, in order."""
    for path in files(folder):
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            yield from csv.DictReader(file)


def worth(row: Row) -> Decimal:
    """Quantity × price to the cent; credits are negative."""
    return (Decimal(row["Quantity"]) * Decimal(row["UnitPrice"])).quantize(CENT, ROUND_HALF_UP)


def revenue(rows: Iterator[Row]) -> dict[tuple[str, str], Decimal]:
    """What each code brought in each month: {(YYYY-MM, code): amount}; what came to nothing is left out."""
    found: defaultdict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in rows:
        found[row["InvoiceDate"][:7], row["StockCode"]] += worth(row)
    return {key: amount for key, amount in found.items() if amount}


def write(rows: Iterator[Row], target: Path, wanted: Callable[[Row], bool]) -> int:
    """Write the lines that are wanted as a file of the same shape; return how many."""
    count = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] | None = None
        for row in rows:
            if wanted(row):
                if writer is None:
                    writer = csv.DictWriter(file, list(row))
                    writer.writeheader()
                writer.writerow(row)
                count += 1
    return count
