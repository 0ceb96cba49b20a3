"""What may happen to a return now and why not, for its buttons and `return show`; the rules are the domain's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from orderdesk.domain.lifecycles import Move
from orderdesk.domain.returns import moves
from orderdesk.persistence.orders.view import PaperRow
from orderdesk.persistence.returns.lists import ReturnRow


def moves_of(row: ReturnRow, papers: Iterable[PaperRow], today: date) -> tuple[Move, ...]:
    """All that may be done with a return, each with why not now; `papers` are those of its order."""
    return moves.moves_of(row, today, credit_note=bool(credit_note_of(row, papers)))


def credit_note_of(row: ReturnRow, papers: Iterable[PaperRow]) -> str:
    """The number of the credit note of a return, the newest if it took several; "" for none."""
    return next((paper.number for paper in reversed(tuple(papers)) if paper.return_id == row.id), "")
