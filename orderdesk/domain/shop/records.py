"""The shop: its row as it is now, with its tax profile."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.prices.destinations import TaxHome
from orderdesk.domain.prices.pricing import Rules
from orderdesk.domain.prices.tax import TaxProfile
from orderdesk.domain.values.money import Amount


@dataclass(frozen=True, slots=True)
class Shop:
    """The shop as it is now; its papers keep the row they were issued by."""

    id: int
    name: str
    line1: str
    line2: str
    city: str
    region: str
    postcode: str
    country: str
    phone: str
    email: str
    tax_id: str
    website: str
    currency: str
    time_zone: str
    paper: str
    invoice_timing: str
    terms_days: int
    cash_step: Amount
    return_days: int
    payment_terms: str
    bank_details: str
    pay_first: int
    bills_itself: int
    scale_codes: str
    day_ends: str
    cart_totes: int
    free_after: int
    numbers: str
    form: str
    tax_profile: TaxProfile

    @property
    def invoicing(self) -> str:
        """When orders are invoiced unless they say otherwise; one of domain.orders.terms.POLICIES."""
        return "payment" if self.pay_first else self.invoice_timing

    @property
    def tax_home(self) -> TaxHome:
        """Where it is taxed."""
        return TaxHome(self.country, self.region)

    @property
    def rules(self) -> Rules:
        """The rules a new order is priced by."""
        profile = self.tax_profile
        return Rules(self.currency, profile.inclusive, profile.policy, profile.rounding)
