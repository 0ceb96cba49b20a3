"""Reserved goods that would give way: asked by an option, told by line and by JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from orderdesk.cli.session import Session
from orderdesk.domain.values.errors import Doubtful
from orderdesk.domain.values.quantity import quantity_text
from orderdesk.services.stock.giving_way import GaveWay

T = TypeVar("T")
RELEASE = "release what is reserved, the latest promised first"


def asked(book: Callable[[], T]) -> T:
    """Book it; what is doubtful is answered with the option that makes it sure."""
    try:
        return book()
    except Doubtful as said:
        raise Doubtful(f"{said} To release them, add --release.", field=said.field) from None


def gave_way(session: Session, gave: Iterable[GaveWay]) -> list[str]:
    """Who waits again, a line each."""
    return [f"{each.said(session.desk.today)}." for each in gave]


def gave_facts(gave: GaveWay) -> dict[str, Any]:
    return {"order": gave.order, "sku": gave.sku, "quantity": quantity_text(gave.quantity)}
