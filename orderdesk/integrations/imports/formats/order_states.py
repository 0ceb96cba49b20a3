"""What the columns of a web shop say of an order's life: cancelled, voided and refunded ones are no work to be done."""

from __future__ import annotations

from orderdesk.domain.values.errors import Refused
from orderdesk.integrations.imports.reading import values
from orderdesk.integrations.imports.reading.rows import Row
from orderdesk.integrations.imports.reading.words import words

_CANCELLED = frozenset(
    "cancelled canceled void voided failed trash deleted storniert abgebrochen annule annulee annullato cancelado "
    "geannuleerd expired declined".split()
)
_REFUNDED = frozenset("refunded erstattet rembourse reembolsado rimborsato terugbetaald chargeback".split())
_PART = frozenset(("partially refunded", "partial refund", "part refunded"))
_PAID = frozenset(("paid", "fully paid", *"bezahlt paye pagado pagato pago betaald betalt betald".split()))
_OWED = frozenset(("pending", "authorized", "authorised", "unpaid", "partially paid", "part paid", "offen", "on hold"))
_DRAFTS = frozenset(("draft", "quote", "checkout draft", "auto draft", "pending payment", "abandoned"))
_SENT = frozenset("fulfilled shipped complete completed sent delivered versendet erledigt expedie".split())
_PART_SENT = frozenset(("partial", "partially fulfilled", "partially shipped", "part shipped"))


def ended_of(row: Row) -> str:
    """How an order came to nothing: "cancelled", "refunded" or ""; refuse one of which a part is gone."""
    state = words(row.text("status"))
    sent = words(row.text("fulfilment"))
    if state in _DRAFTS:
        raise Refused(f"The order is {row.text('status')}, not an order to be sent yet.", field=row.title("status"))
    if sent in _PART_SENT:
        raise Refused(
            "A part of the order was sent, and the file does not tell which; enter what is left by hand.",
            field=row.title("fulfilment"),
        )
    if _says_yes(row, "cancelled") or state in _CANCELLED:
        return "cancelled"
    return "refunded" if state in _REFUNDED else ""


def part_refunded(row: Row, ended: str) -> None:
    """Refuse an order of which some money was given back: the file does not tell for what."""
    back = row.figure("refunded", values.decimal)
    if not ended and (words(row.text("status")) in _PART or back):
        told = f"{row.text('refunded')} of the order" if back else "Some of the order"
        raise Refused(
            f"{told} was refunded, and the file does not tell for what; enter what is left by hand.",
            field=row.title("refunded" if back else "status"),
        )


def is_test(row: Row) -> bool:
    """Whether the order only tried the shop out."""
    return _says_yes(row, "test")


def paid(row: Row) -> bool:
    """Whether all of the order was paid in its own shop: its state says so, or a day of payment with no other state."""
    state = words(row.text("status"))
    return state in _PAID or (state not in _OWED and _says_yes(row, "paid"))


def sent(row: Row) -> bool:
    """Whether the words of a state say that all of the order is gone."""
    return words(row.text("fulfilment")) in _SENT or words(row.text("status")) in _SENT


def _says_yes(row: Row, name: str) -> bool:
    """A date or any word but "no" says yes."""
    told = row.text(name)
    return bool(told) and told.casefold() not in ("0", "no", "false", "n", "nein", "non")
