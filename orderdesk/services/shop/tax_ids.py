"""Tax ids, those of customers and of the shop, read as their country writes them; everything is checked on this PC."""

from __future__ import annotations

from orderdesk.domain.values.countries import countries, country_in_words
from orderdesk.domain.values.errors import Refused
from orderdesk.domain.values.texts import clean

# Countries that write another prefix before their tax id than their own two letters.
_TAX_PREFIXES = {"EL": "GR", "XI": "GB"}


def tax_id_of(text: str, country: str, field: str = "tax_id") -> str:
    """A tax id as kept; refuse one that its country's own rules say is mistyped. Unknown countries check nothing."""
    typed = clean(text, field, longest=40)
    if not typed:
        return ""
    from stdnum import get_cc_module  # here, as only a saved tax id needs it

    named = _prefixed(typed)
    _check(typed, named if named in countries() and get_cc_module(named.lower(), "vat") else country, field)
    return typed


def own_tax_id_of(text: str, country: str, field: str = "tax_id") -> str:
    """The shop's own number as kept; refuse a VAT number of its country that is mistyped.

    A shop may instead print the number that its tax office gave it (in Germany § 14 (4) 2 UStG allows either), which
    bears no prefix and has a form of its own; of a number without a prefix only a wrong check digit is refused.
    """
    typed = clean(text, field, longest=40)
    if typed:
        _check(typed, country, field, any_form=_prefixed(typed) != country)
    return typed


def _prefixed(typed: str) -> str:
    """The country that a tax id's first two letters name."""
    prefix = typed[:2].upper()
    return _TAX_PREFIXES.get(prefix, prefix)


def _check(typed: str, home: str, field: str, *, any_form: bool = False) -> None:
    """Refuse what the rules of a country say is mistyped; with `any_form` only by its check digit."""
    from stdnum import get_cc_module
    from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

    wrong = []
    # A Swiss firm below the turnover that is taxed has its UID alone, which is its VAT number but for the word behind.
    for module in filter(None, (get_cc_module(home.lower(), name) for name in ("vat", "uid") if home)):
        try:
            module.validate(typed)
        except ValidationError as error:
            wrong.append(error)
        else:
            return
    where = country_in_words(home) if wrong else ""
    if any(isinstance(error, InvalidChecksum | InvalidComponent) for error in wrong):
        raise Refused(f"The tax id {typed} is mistyped: its check digit is wrong for {where}.", field=field)
    if wrong and not any_form:
        raise Refused(f"{typed} is no tax id of {where}: it has not their length or form.", field=field)
