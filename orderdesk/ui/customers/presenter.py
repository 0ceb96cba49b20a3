"""The list of customers without a window: the search, and the customer chosen."""

from __future__ import annotations

from orderdesk.domain.values.addresses import postcode_word
from orderdesk.persistence.customers.lists import CustomerCard, CustomerRow
from orderdesk.services.customers.customers import card_of, customers_page
from orderdesk.services.desk import Desk
from orderdesk.services.orders.views import customer_id_of


class CustomersPresenter:
    """Holds what is searched for, and reads customers for it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.view, self.typed = "", ""

    def rows(self, after: CustomerRow | None = None) -> list[CustomerRow]:
        """A page of the list by name; the next begins after the last row of the one before."""
        return customers_page(self.desk, search=self.typed, after=(after.name, after.id) if after else None)

    def count(self) -> dict[str, int]:
        """Customers have no views to count."""
        return {}

    @property
    def summary(self) -> str:
        """The one line under the title."""
        return "By name, with what each one owes"

    def open(self, customer_id: int) -> CustomerCard:
        """One customer whole."""
        return card_of(self.desk, customer_id)

    def key_of(self, what: object) -> int:
        """The key of a customer named by key or by number; refuses a number that nobody has."""
        return what if isinstance(what, int) else customer_id_of(self.desk, str(what))

    def nothing(self) -> tuple[str, str]:
        """Heading and sentence for an empty list."""
        if self.typed:
            return (
                f"Nobody found for “{self.typed}”",
                f"Search by name, company, telephone, {postcode_word()}, email or number.",
            )
        return "No customers yet", "Add the first one with Ctrl+N, or import them from a file."


def block_title(card: CustomerCard | None) -> str:
    """What the block command would do now."""
    return "Unblock" if card is not None and card.customer.blocked else "Block"


def credit_words(card: CustomerCard) -> str:
    """How much of the credit is used, in one word: none is set, within it, or above it."""
    limit = card.customer.credit_limit
    if limit is None:
        return "no limit"
    return "above the limit" if card.balance + card.on_order > limit else "within the limit"
