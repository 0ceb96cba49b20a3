"""Delivery: the ways of sending goods, what each costs by weight, and when it leaves."""

from __future__ import annotations

from orderdesk.domain.prices.delivering import Service
from orderdesk.domain.prices.rates import parse_bands, parse_divisor, shown_bands, shown_divisor
from orderdesk.domain.prices.tax import usual_class
from orderdesk.domain.prices.zones import parse_zones, shown_zones
from orderdesk.domain.values.money import shown
from orderdesk.domain.values.weights import weight_unit
from orderdesk.domain.values.worths import about
from orderdesk.domain.values.written.weekdays import parse_weekdays, shown_weekdays
from orderdesk.services.shop.shop import offer_service, save_service, service_form, services_of, shop_now
from orderdesk.services.shop.shop_forms import ServiceForm
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.form import Field, ask_request
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

_WAYS = ((False, "It is sent"), (True, "The customer fetches it"))


class DeliverySection(ListSection[Service]):
    """The services in a list; Enter changes the one chosen, a retired one stays on the orders that have it."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench, "Delivery", "Orders keep the service and the price they were taken with.")
        self.currency = shop_now(bench.desk).currency
        columns: list[Column[Service]] = [
            Column("Service", lambda each: each.name, 0, tone=_tone),
            Column("Code", lambda each: each.code, 100, tone=_tone, wide=1),
            Column("Carrier", lambda each: each.carrier, 150, tone=_tone, wide=1),
            Column(f"Price, {self.currency}", self._price, 130, align=RIGHT, tone=_tone),
            Column("Goes to", self._goes_to, 150, tone=_tone, wide=True),
            Column("Leaves", _leaves, 118, tone=_tone),
            Column("Offered", lambda each: "Yes" if each.active else "Retired", 86, tone=_tone),
        ]
        table = Table(columns, lambda each: each.code, "Delivery services")
        self.add = Button("Add service", self.ask_new, role="primary", icon="plus")
        self.change = Button("Change", self._change, icon="pencil")
        self.retire = Button("Retire", self._retire)
        table.opened.connect(self.ask_change)
        table.current_changed.connect(self._chosen)
        self.put(table, self.add, self.change, self.retire, height=300)

    def read(self) -> None:
        """Show the services as they are now, those on offer first."""
        self.show_rows(sorted(services_of(self.bench.desk, all_of_them=True), key=lambda each: not each.active))
        self._chosen(self.list.current_row())

    def _price(self, service: Service) -> str:
        prices = [price for _, price in service.bands] or [service.price]
        ends = dict.fromkeys((prices[0], prices[-1]))
        return " to ".join(shown(price, self.currency) for price in ends)

    def _goes_to(self, service: Service) -> str:
        if service.pickup:
            return "Collected"
        return "; ".join(shown_zones(service.zones, self.currency)) or "Everywhere"

    def _chosen(self, service: Service | None) -> None:
        self.change.setEnabled(service is not None)
        self.retire.setEnabled(service is not None)
        self.retire.set_text("Retire" if service is None or service.active else "Offer again")

    def _change(self) -> None:
        self.ask_change(self.list.current_row())

    def _retire(self) -> None:
        chosen: Service = self.list.current_row()
        desk, offered = self.bench.desk, not chosen.active
        self.bench.attempt(
            lambda: offer_service(desk, chosen.code, offered=offered),
            f"{chosen.name} is {'offered again' if offered else 'no longer offered'}",
            undo=lambda: offer_service(desk, chosen.code, offered=not offered),
        )

    def ask_new(self) -> None:
        """Ask for a new service."""
        usual = usual_class(shop_now(self.bench.desk).tax_profile.classes)
        self._ask("Add a delivery service", ServiceForm("", "", tax_class=usual), new=True)

    def ask_change(self, service: Service) -> None:
        """Ask what is to change of a service; its code stays."""
        self._ask(f"Change {service.name}", service_form(service), new=False)

    def _ask(self, title: str, form: ServiceForm, *, new: bool) -> None:
        spec = _spec(shop_now(self.bench.desk).tax_profile.classes, self.currency)[not new :]

        def send(made: ServiceForm) -> None:
            save_service(self.bench.desk, made, new=new)
            self.bench.messages.done(f"{made.name} saved")
            self.list.select_key(made.code.casefold())

        ask_request(self, title, spec, form, send, verb="Save service", currency=self.currency, width=800, columns=3)


def _spec(classes: tuple[str, ...], currency: str) -> list[Field]:
    """The fields of a service; the first is asked only of a new one. Examples are in the shop's own units and money."""
    bands = kinds.lines(lambda text: parse_bands(text, currency), lambda known: shown_bands(known, currency))
    zones = kinds.lines(lambda text: parse_zones(text, currency), lambda known: shown_zones(known, currency))
    dear, cheap = (shown(about(cents, currency), currency) for cents in (1_490, 690))
    days = kinds.figure(parse_weekdays, shown_weekdays, right=False)
    pounds = weight_unit() == "lb"
    by_size = "Cubic inches to the pound" if pounds else "Cubic centimetres to the kilogram"
    near = "CA, MX" if pounds else "NO, SE"
    return [
        Field("code", "Code", kinds.text(100), "Such as road", required=True),
        Field("name", "Name", kinds.text(100), required=True),
        Field("carrier", "Carrier", kinds.text(100)),
        Field("pickup", "How it goes", kinds.choice(_WAYS)),
        Field("tax_class", "Tax class", kinds.choice([(each, each) for each in classes])),
        Field("price", f"Price, {currency}", hint="For each box; empty: free"),
        Field("free_over", f"Free over, {currency}", hint="Goods after discount"),
        Field("cost", f"Cost to the shop, {currency}", hint="A parcel; empty: not known"),
        Field("cutoff", "Cutoff", kinds.text(100), "Such as 15:30; empty: none"),
        Field("days", "Leaves on", days, "Such as Mon to Fri; empty: every day"),
        Field("divisor", "Volume divisor", kinds.figure(parse_divisor, shown_divisor), by_size),
        Field("bands", "Price by weight", bands, f"A line each: up to {weight_unit()}, price; such as 5 {cheap}"),
        Field("zones", "Goes to", zones, f"A line each: {near}: {dear} or GB (BT, JE): {cheap}, EU, abroad"),
    ]


def _leaves(service: Service) -> str:
    return " ".join(filter(None, (shown_weekdays(service.days), service.cutoff)))


def _tone(service: Service) -> str:
    return "text" if service.active else "text3"
