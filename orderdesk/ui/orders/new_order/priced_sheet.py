"""The form of the order being taken: kept as it is typed, and priced with every change."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from orderdesk.domain.items.twins import Twins
from orderdesk.domain.orders.records import OrderLine
from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.stock.allocation import StockFigures
from orderdesk.domain.values.errors import OrderDeskError, Refused
from orderdesk.domain.values.money import Amount
from orderdesk.services.customers.notes import notes_of, with_notes
from orderdesk.services.desk import Desk
from orderdesk.services.orders.entry import Caller, caller_of, offers_of
from orderdesk.services.prices.pricing import Preview, preview_order, service_by_itself
from orderdesk.ui.orders.new_order.journal import Journal
from orderdesk.ui.orders.new_order.saved import sheet_of_order
from orderdesk.ui.orders.new_order.sheet import USUAL_TENDER, OrderSheet, SheetLine

MOST_UNDONE = 100


class PricedSheet:
    """A sheet that is priced with each change and kept in its journal.

    `refused` is what stands in the way, None when nothing does.
    """

    def __init__(self, desk: Desk, place: str) -> None:
        self.desk = desk
        self.journal = Journal(desk, place)
        self.offers = offers_of(desk)
        self.sheet = OrderSheet()
        self.caller: Caller | None = None
        self.preview: Preview | None = None
        self.refused: OrderDeskError | None = None
        self.rows: dict[int, OrderLine] = {}
        # Nobody's twin until all are read.
        self.twins = Twins(())
        self._undone: list[tuple[SheetLine, ...]] = []
        self._sees: tuple[str, bool] | None = None

    # Beginning

    def begin(self, order_id: int | None) -> bool:
        """Take up the form of an order, or of a new one; True when it was left unfinished before."""
        self.read_offers()
        kept = self.journal.read(order_id)
        if kept is not None:
            self._take_up(kept)
        elif order_id is None:
            self.start_afresh()
        else:
            self._take_up(sheet_of_order(self.desk, order_id))
        return kept is not None

    def read_offers(self) -> None:
        """What an order may choose from, as it is now."""
        self.offers = offers_of(self.desk)

    def start_afresh(self, channel: str = "phone") -> None:
        """A blank sheet."""
        self._take_up(self._blank(channel))

    def put_away(self) -> None:
        """Leave a blank sheet that nobody sees; it is priced when it is begun with."""
        self._put(self._blank("phone"))

    def _blank(self, channel: str) -> OrderSheet:
        return OrderSheet(channel=channel, tender=USUAL_TENDER[channel])

    def discard(self) -> OrderSheet:
        """Throw the form away and start afresh; returns it, for Undo."""
        before = self.sheet
        self.journal.forget(before.order_id)
        self.start_afresh(before.channel)
        return before

    def put_back(self, sheet: OrderSheet) -> None:
        """Undo of `discard`."""
        self._take_up(sheet)
        self.keep()

    def park(self, name: str) -> None:
        """Put the form aside under a name and begin a blank one."""
        if self.sheet.order_id is not None:
            raise Refused(f"{self.sheet.number} is saved already; Ctrl+S keeps what was changed.")
        channel = self.sheet.channel
        self.journal.park(self.sheet, name)
        self.start_afresh(channel)

    def take_up_parked(self, key: str) -> None:
        """Go on with a sale that was put aside, at today's prices."""
        if not self.sheet.is_blank:
            raise Refused("Another order is on the screen; confirm or park it first.")
        self._take_up(self.journal.take_up(key))

    def _take_up(self, sheet: OrderSheet) -> None:
        self._put(sheet)
        self.price()

    def _put(self, sheet: OrderSheet) -> None:
        self.sheet, self._undone, self.rows = sheet, [], {}
        self.preview = self.refused = self._sees = None
        self.caller = caller_of(self.desk, sheet.customer_id) if sheet.customer_id else None

    def keep(self, focus: tuple[str, str] = ("", ""), *, on_screen: bool = True) -> datetime | None:
        """Write the form into the journal; the moment, or None when there is nothing to keep."""
        self.sheet = replace(self.sheet, focus=focus)
        return self.journal.write(self.sheet, on_screen=on_screen)

    # The form as a whole

    @property
    def currency(self) -> str:
        """The shop's currency."""
        return self.offers.shop.currency

    @property
    def cash_step(self) -> Amount:
        """The smallest coin in minor units."""
        return self.offers.shop.cash_step

    @property
    def chooses(self) -> bool:
        """Whether the order goes by the service that it takes by itself, as nobody chose one."""
        return self.sheet.channel != "counter" and not self.sheet.service_by_hand

    def change(self, **values: Any) -> None:
        """Change fields of the sheet that need no further thought."""
        self.sheet = replace(self.sheet, **values)
        self.price()

    def put_sheet(self, sheet: OrderSheet) -> None:
        """Show another form in the place of this one, such as the one before; the lines can be undone as before."""
        self.sheet = sheet
        self.caller = caller_of(self.desk, sheet.customer_id) if sheet.customer_id else None
        self.price()

    def note(self, **values: Any) -> None:
        """Change fields that nothing is priced by: texts, money on the counter."""
        self.sheet = replace(self.sheet, **values)

    def choose_channel(self, channel: str) -> None:
        """Where the order comes from; what is usual there follows unless it was chosen otherwise."""
        before = self.sheet
        changes: dict[str, Any] = {"channel": channel, "split": False}
        if before.tender == USUAL_TENDER[before.channel]:
            changes["tender"] = USUAL_TENDER[channel]
        if channel == "counter":
            changes |= {"service": "", "service_price": None, "service_by_hand": False}
        self.change(**changes)

    # Lines as they were

    def undo(self) -> bool:
        """Take the last change of the lines back; False when there is none."""
        if not self._undone:
            return False
        self.sheet = self._with_notes(replace(self.sheet, lines=self._undone.pop()))
        self.price()
        return True

    def _change_lines(self, sheet: OrderSheet) -> None:
        self._undone = [*self._undone[-MOST_UNDONE:], self.sheet.lines]
        self.sheet = self._with_notes(sheet)
        self.price()

    def _with_notes(self, sheet: OrderSheet) -> OrderSheet:
        """The notes that stand with items come and go with them."""
        before, after = ([line.item_id for line in each.lines] for each in (self.sheet, sheet))
        if before == after:
            return sheet
        known = (notes_of(self.desk, sheet.customer_id, items) for items in (before, after))
        return replace(sheet, instructions=with_notes(sheet.instructions, *known))

    # What it comes to

    def price(self) -> None:
        """What the sheet comes to now; while nothing is sold there is nothing to ask prices for."""
        if not self.has_anything:
            self.preview, self.refused, self.rows = None, None, {}
            if self.chooses:
                self._go_by(service_by_itself(self.desk, self.sheet.request()))
            return
        try:
            self.preview = preview_order(self.desk, self.sheet.request(), choose=self.chooses)
            self.refused = None
            if self.chooses:
                self._go_by(self.preview.priced.service)
        except OrderDeskError as no:
            self.refused = no
            return
        # Rows of lines stay known by key, so that the last good figures stand while one line is refused.
        self.rows = dict(zip((line.key for line in self.sheet.lines), self.preview.priced.lines, strict=False))

    def _go_by(self, service: Service | None) -> None:
        self.sheet = replace(self.sheet, service=service.code if service else "")

    def figures(self, item_id: int) -> StockFigures:
        """The stock of an item on the sheet."""
        known = self.preview.figures if self.preview else {}
        return known.get(item_id, StockFigures())

    @property
    def total(self) -> int:
        """What the order comes to."""
        return self.preview.priced.totals.total if self.preview and self.has_anything else 0

    @property
    def service_name(self) -> str:
        """How it goes, as the shop calls that; "" when it is collected."""
        priced = self.preview.priced.service if self.preview and self.has_anything else None
        if priced and self.chooses:
            return priced.name
        # One that is laid aside meanwhile is still on the order.
        known = [*self.offers.services, *([priced] if priced else [])]
        return next((each.name for each in known if each.code == self.sheet.service), "")

    @property
    def delivery_refused(self) -> str:
        """Why the service does not take the order, and which does; "" when it does."""
        way = self.preview.priced.delivery if self.preview and self.has_anything else None
        return way.refused if way else ""

    @property
    def has_anything(self) -> bool:
        """Whether there is anything to sell on the sheet yet."""
        return bool(self.sheet.lines or self.sheet.charges)
