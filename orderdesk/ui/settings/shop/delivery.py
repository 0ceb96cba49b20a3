"""Delivery: the ways of sending goods, what each costs by weight, and until when it leaves today."""

from __future__ import annotations

from orderdesk.domain.fulfilment.rates import parse_bands, shown_bands
from orderdesk.domain.fulfilment.zones import parse_zones, shown_zones
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.money import Amount, parse_amount, shown
from orderdesk.domain.values.weights import weight_unit
from orderdesk.persistence.shop.records import Service
from orderdesk.services.shop.shop import offer_service, save_service, service_form, services_of, shop_now
from orderdesk.services.shop.shop_forms import ServiceForm
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.section import ListSection
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.text_input import NoteInput, ParsedInput, TextInput
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column

PICKUP = "pickup"


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
            Column("Cutoff", lambda each: each.cutoff, 76, tone=_tone),
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
        self._ask("Add a delivery service", ServiceForm("", ""), new=True)

    def ask_change(self, service: Service) -> None:
        """Ask what is to change of a service; its code stays."""
        self._ask(f"Change {service.name}", service_form(service), new=False)

    def _ask(self, title: str, form: ServiceForm, *, new: bool) -> None:
        fields = service_fields(form, shop_now(self.bench.desk).tax_profile.classes, self.currency, new=new)

        def send() -> None:
            made = read_service(fields, form, self.currency)
            save_service(self.bench.desk, made, new=new)
            self.bench.messages.done(f"{made.name} saved")
            self.list.select_key(made.code.casefold())

        FormDialog(self, title, fields, verb="Save service", send=send, width=800, columns=3).open()


def service_fields(form: ServiceForm, classes: tuple[str, ...], currency: str, *, new: bool) -> dict[str, FormField]:
    """The fields of a service, filled; a code is asked only of a new one."""
    texts = {"code": "Code", "name": "Name", "carrier": "Carrier", "cutoff": "Cutoff"}
    inputs = {name: TextInput(longest=100) for name in texts}
    for name, field in inputs.items():
        field.setText(getattr(form, name))
    made = {
        name: FormField(texts[name], inputs[name], required=name in ("code", "name"), hint=hint)
        for name, hint in (("code", "Such as road"), ("name", ""), ("carrier", ""))
        if new or name != "code"
    }
    bands = NoteInput(lines=4)
    bands.setPlainText("\n".join(shown_bands(form.bands, currency)))
    places = NoteInput(lines=4)
    places.setPlainText("\n".join(shown_zones(form.zones, currency)))
    kinds = [("", "It is sent"), (PICKUP, "The customer fetches it")]
    return made | {
        "kind": FormField("How it goes", Choice(kinds, current=PICKUP if form.pickup else "")),
        "tax_class": FormField("Tax class", Choice([(each, each) for each in classes], current=form.tax_class)),
        "price": FormField(f"Price, {currency}", _money(form.price, currency, "price"), hint="For each box"),
        "free_over": FormField(
            f"Free over, {currency}", _money(form.free_over, currency, "free_over"), hint="Goods after discount"
        ),
        "cost": FormField(
            f"Cost to the shop, {currency}", _money(form.cost, currency, "cost"), hint="A parcel; empty: not known"
        ),
        "cutoff": FormField("Cutoff", inputs["cutoff"], hint="Such as 15:30; empty: none"),
        "divisor": FormField("Volume divisor", _divisor(form.divisor), hint="Cubic centimetres to the kilogram"),
        "bands": FormField("Price by weight", bands, hint=f"A line each: up to {weight_unit()}, price; such as 5 6.90"),
        "zones": FormField("Goes to", places, hint="A line each: NO, SE: 14.90 or GB (BT, JE): 9.90, EU, abroad"),
    }


def read_service(fields: dict[str, FormField], form: ServiceForm, currency: str) -> ServiceForm:
    """The form as it was filled in; raises what is wrong with a field."""
    figures = {name: _value(fields[name]) for name in ("price", "free_over", "cost", "divisor")}
    tax_class, kind = fields["tax_class"].editor, fields["kind"].editor
    assert isinstance(tax_class, Choice)
    assert isinstance(kind, Choice)
    return ServiceForm(
        code=fields["code"].text if "code" in fields else form.code,
        name=fields["name"].text,
        carrier=fields["carrier"].text,
        price=figures["price"] or 0,
        tax_class=tax_class.value(),
        bands=parse_bands(fields["bands"].text, currency),
        divisor=form.divisor if figures["divisor"] is None else figures["divisor"],
        free_over=figures["free_over"],
        cutoff=fields["cutoff"].text,
        active=form.active,
        cost=figures["cost"],
        zones=parse_zones(fields["zones"].text, currency),
        pickup=kind.value() == PICKUP,
    )


def _tone(service: Service) -> str:
    return "text" if service.active else "text3"


def _money(amount: Amount | None, currency: str, name: str) -> ParsedInput:
    field = ParsedInput(lambda text: parse_amount(text, currency, field=name), lambda value: shown(value, currency))
    field.set_value(amount)
    return field


def _divisor(divisor: int) -> ParsedInput:
    def read(text: str) -> int:
        if not text.strip().isdecimal() or len(text.strip()) > 9:
            raise BadInput("Enter a whole number, such as 5000.", field="divisor")
        return int(text)

    field = ParsedInput(read)
    field.set_value(divisor)
    return field


def _value(field: FormField) -> int | None:
    assert isinstance(field.editor, ParsedInput)
    value: int | None = field.editor.value()
    return value
