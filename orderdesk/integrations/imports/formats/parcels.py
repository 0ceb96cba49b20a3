"""The tracking numbers of the boxes in which an order of a file has left."""

from __future__ import annotations

import re
from collections.abc import Sequence

from orderdesk.domain.fulfilment.boxes import clean_numbers
from orderdesk.domain.values.errors import Refused
from orderdesk.integrations.imports.reading.rows import Row

_BETWEEN = re.compile(r"[,;|\n]")


def numbers_of(rows: Sequence[Row], name: str) -> tuple[str, ...]:
    """The numbers that the rows of one order name, each once; a cell may hold several, parted by commas or semicolons.

    Refuses what could stand on no label.
    """
    words = [word.strip() for row in rows for word in _BETWEEN.split(row.text(name))]
    numbers = dict.fromkeys(word for word in words if word)
    try:
        return tuple(clean_numbers(dict(enumerate(numbers, start=1))).values())
    except Refused as error:
        raise Refused(str(error), field=rows[0].title(name)) from None
