"""What an order leaves to the shop, in words and tones for who may see it."""

from __future__ import annotations

from orderdesk.domain.prices.margins import Margin, loss_words, unknown_words
from orderdesk.domain.values.money import Rate, divide, shown, with_percent
from orderdesk.ui.widgets.lists.detail_panel import Section


def margin_words(margin: Margin, currency: str) -> str:
    """The margin in money and in percent of the net: "12.40 (31%)", "at most" while a cost is not known."""
    rate = margin.rate
    percent = f" ({_whole(rate)})" if rate is not None else ""
    return ("at most " if margin.unknown else "") + shown(margin.left, currency) + percent


def margin_section(margin: Margin | None, currency: str) -> Section | None:
    """What an order leaves, beside its sums; None where there is nothing to see."""
    if margin is None:
        return None
    section = Section("Margin", "by the costs of today")
    section.text(margin_words(margin, currency), tone=margin_tone(margin))
    return section.text(margin_says(margin, currency), "small", margin_tone(margin))


def margin_tone(margin: Margin) -> str:
    """The tone of the figure: a loss is told apart by its colour and its minus."""
    return "danger" if margin.is_loss else "text2"


def margin_says(margin: Margin, currency: str) -> str:
    """The loss and the costs that nobody knows, in sentences; "" when there is nothing to say."""
    return " ".join(filter(None, (loss_words(margin, currency), unknown_words(margin))))


def _whole(rate: Rate) -> str:
    """In whole percent, as the shop writes them."""
    percent = divide(abs(rate), 10_000) * 10_000
    return with_percent(-percent if rate < 0 else percent)
