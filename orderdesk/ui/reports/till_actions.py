"""What is done at a till: open it, put money in and out, count it blind, close it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QWidget

from orderdesk.domain.errors import Refused
from orderdesk.domain.money import Amount, amount_text, exponent, parse_amount, shown
from orderdesk.persistence.tills import TillSession
from orderdesk.services.tills import close_till, count_till, drop, no_sale, open_till, open_tills, paid_in, paid_out
from orderdesk.ui.bench import Bench
from orderdesk.ui.shell.commands import Command
from orderdesk.ui.theme.look import px
from orderdesk.ui.widgets.dialog import FormDialog
from orderdesk.ui.widgets.form_field import FormField
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.text_input import ParsedInput, TextInput

CONTEXT = "reports"
_FACES = (5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1)
_WHOLE_FACES = (10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1)


def faces(currency: str) -> list[str]:
    """The notes and coins a till of this currency is counted by, as text: "50.00" … "0.01"."""
    digits = exponent(currency)
    pieces = [face * 10 ** (digits - 2) for face in _FACES] if digits >= 2 else list(_WHOLE_FACES)
    return [amount_text(face, currency) for face in pieces]


class TillActions:
    """Builds the commands of the tills and runs them over `page`."""

    def __init__(self, bench: Bench, page: QWidget, currency: str, changed: Callable[[], object]) -> None:
        self.bench, self.page, self.currency, self._changed = bench, page, currency, changed

    def commands(self) -> list[Command]:
        """Open, money in, money out, drop, the drawer alone, and count with close."""

        def make(name: str, title: str, run: Callable[[], object], keys: str, icon: str) -> Command:
            refusal = self._open_refusal if name == "till.open" else self._closed_refusal
            return Command(name, title, run, refusal, keys, icon, CONTEXT, "Till")

        return [
            make("till.open", "Open till", self.open, "Ctrl+Shift+T", "banknote"),
            make("till.close", "Count and close till", self.close, "Ctrl+Shift+Z", "landmark"),
            make("till.in", "Paid in", lambda: self._move("Paid in", paid_in), "Ctrl+Shift+I", "plus"),
            make("till.out", "Paid out", lambda: self._move("Paid out", paid_out), "Ctrl+Shift+O", "minus"),
            make("till.drop", "Drop to the safe", lambda: self._move("Drop", drop), "Ctrl+Shift+D", "download"),
            make("till.drawer", "Open drawer", self.open_drawer, "Ctrl+Shift+K", "store"),
        ]

    def session(self) -> TillSession | None:
        """The till session going on, the first when there are several."""
        return next(iter(open_tills(self.bench.desk)), None)

    def _closed_refusal(self) -> str | None:
        return None if self.session() else "The till is closed; open it first."

    def _open_refusal(self) -> str | None:
        session = self.session()
        return f"{session.till} is open already." if session else None

    def _amount(self) -> ParsedInput:
        currency = self.currency
        return ParsedInput(lambda text: parse_amount(text, currency), lambda value: amount_text(value, currency))

    def open(self) -> None:
        """Begin a session; an empty float is what was left at the last close."""
        amount = self._amount()
        field = FormField(
            f"Float, {self.currency}", amount, hint="What lies in the drawer now; empty: what was left at the close"
        )

        def send() -> None:
            session = open_till(self.bench.desk, float_amount=amount.value())
            self.bench.messages.done(f"{session.till} is open with {shown(session.float_amount, self.currency)}")
            self._changed()

        FormDialog(self.page, "Open the till", {"float": field}, verb="Open till", send=send).open()

    def _move(self, what: str, run: Callable[..., None]) -> None:
        amount, reason = self._amount(), TextInput()
        fields = {
            "amount": FormField(f"Amount, {self.currency}", amount, required=True),
            "reason": FormField("Reason", reason, required=True),
        }

        def send() -> None:
            run(self.bench.desk, amount.value(), reason.text().strip())
            self.bench.messages.done(f"{what}: {shown(amount.value(), self.currency)}")
            self._changed()

        FormDialog(self.page, what, fields, verb=what, send=send).open()

    def open_drawer(self) -> None:
        """Open the drawer without a sale, as to give change; who did it and why is on the Z."""
        reason = TextInput()

        def send() -> None:
            no_sale(self.bench.desk, reason.text().strip())
            self.bench.messages.done("The drawer is open; it is on the Z as no sale")
            self._changed()

        fields = {"reason": FormField("Reason", reason, required=True)}
        FormDialog(self.page, "Open the drawer", fields, verb="Open drawer", send=send).open()

    def close(self) -> None:
        """Count blind by denomination, then close; the difference is told when it is kept."""
        count = CountGrid(self.currency)
        left, reason = self._amount(), TextInput()
        fields = {
            "left": FormField("Stays in the till", left, hint="Empty: the same float as this morning"),
            "reason": FormField("Reason for a difference", reason),
        }

        def send() -> None:
            pieces = count.pieces()
            if not pieces:
                raise Refused("Count the drawer first: enter how many of each note and coin there are.")
            count_till(self.bench.desk, pieces)
            report = close_till(self.bench.desk, left=left.value(), reason=reason.text().strip())
            difference = report.cash.difference if report.cash else 0
            words = (
                "no difference"
                if not difference
                else f"{_over_short(difference)} {shown(abs(difference), self.currency)}"
            )
            self.bench.messages.done(f"Z {report.z_number} closed, {words}")
            self._changed()
            self.bench.paper.emit("day-report", f"Z-{report.z_number}")

        FormDialog(
            self.page,
            "Count and close the till",
            fields,
            verb="Close till",
            send=send,
            extra=[count],
            intro="Count without looking at the figures. A difference is kept for ever; a large one needs its reason.",
            width=480,
        ).open()
        count.fields[0].setFocus()


def _over_short(difference: Amount) -> str:
    return "over" if difference > 0 else "short"


class CountGrid(QWidget):
    """How many of each note and coin, and what they come to."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self._currency = currency
        self._faces = faces(currency)
        self.fields: list[ParsedInput] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(10))
        grid.setVerticalSpacing(px(6))
        half = (len(self._faces) + 1) // 2
        for number, face in enumerate(self._faces):
            field = ParsedInput(_pieces, str, name=f"Pieces of {face}")
            field.changed.connect(self._tell)
            line, column = number % half, number // half * 2
            grid.addWidget(Label(face, figures=True, right=True), line, column)
            grid.addWidget(field, line, column + 1)
            self.fields.append(field)
        self._sum = Label("", "strong", figures=True)
        grid.addWidget(self._sum, half, 0, 1, 4)
        self._tell()

    def pieces(self) -> dict[str, int]:
        """{"20.00": 5, …}: what was counted."""
        pairs = zip(self._faces, self.fields, strict=True)
        return {face: count for face, field in pairs if (count := field.value())}

    def _tell(self) -> None:
        try:
            pieces = self.pieces()
        except Refused:
            return
        total = sum(parse_amount(face, self._currency) * count for face, count in pieces.items())
        self._sum.setText(f"Counted {shown(total, self._currency)} {self._currency}")


def _pieces(text: str) -> int:
    if not text.strip().isdecimal() or int(text) > 100_000:
        raise Refused("Enter how many pieces there are, a whole number.")
    return int(text)
