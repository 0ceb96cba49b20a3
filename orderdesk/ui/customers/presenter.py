"""The list of customers as data, and words about one."""

from __future__ import annotations

from orderdesk.domain.values.addresses import postcode_word
from orderdesk.persistence.customers.lists import CustomerCard, CustomerRow
from orderdesk.services.customers.customers import card_of, customers_page
from orderdesk.ui.bench.list_data import ListData


def customers_list() -> ListData[CustomerRow, CustomerCard]:
    """The customers by name."""
    return ListData(
        lambda desk, _view, typed, after: customers_page(
            desk, search=typed, after=(after.name, after.id) if after else None
        ),
        card_of,
        lambda _counts: "By name, with what each one owes",
        {"": ("No customers yet", "Add the first one with Ctrl+N, or import them from a file.")},
        f"Search by name, company, telephone, {postcode_word()}, email or number.",
        not_found="Nobody found for",
    )


def block_title(card: CustomerCard | None) -> str:
    """What the block command would do now."""
    return "Unblock" if card is not None and card.customer.blocked else "Block"


def credit_words(card: CustomerCard) -> str:
    """How much of the credit is used, in one word: none is set, within it, or above it."""
    limit = card.customer.credit_limit
    if limit is None:
        return "no limit"
    return "above the limit" if card.balance + card.on_order > limit else "within the limit"
