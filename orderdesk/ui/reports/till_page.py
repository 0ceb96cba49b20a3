"""The till sessions that were closed, each with its Z, to be found, printed again and verified."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.domain.values.money import shown
from orderdesk.persistence.money.tills import TillSession
from orderdesk.services.money.till_views import closed_sessions
from orderdesk.services.money.tills import verify_till
from orderdesk.services.people.users import why_not
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import Button
from orderdesk.ui.widgets.card import Card, row
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.lists.table import COMPACT, Table
from orderdesk.ui.widgets.lists.table_model import RIGHT, Column
from orderdesk.ui.widgets.window.visibility import show_part
from orderdesk.ui.words import day_word

_NONE = "No till was closed yet. Count and close one with Ctrl+Shift+Z."


def z_name(session: TillSession) -> str:
    """A Z as it is asked for: "Z-3 Till 2"."""
    return f"Z-{session.z_number} {session.till}"


class TillPage(QWidget):
    """The closed sessions, the newest first; Enter prints the Z again, as a copy."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self._currency = shop_now(bench.desk).currency
        self.table = Table(self._columns(), lambda session: session.id, "Closed tills", height=COMPACT)
        self.table.opened.connect(lambda _session: self.print())
        self._none = Label(_NONE, "body", "text2")
        self._card = Card(padding=0, spacing=0)
        self._card.body.addWidget(self.table)
        self._body = QVBoxLayout(self)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.addLayout(
            row(
                self._none,
                None,
                Button("Mark as verified", self.verify, icon="check"),
                Button("Print Z", self.print, icon="printer", role="primary"),
            )
        )
        self._body.addWidget(self._card, 1)
        self.setFocusProxy(self.table)
        follow(self._restyle)
        self.read()

    def _restyle(self) -> None:
        self._body.setSpacing(px(12))

    def _columns(self) -> list[Column[TillSession]]:
        desk, amount = self.bench.desk, self._amount

        def closed(session: TillSession) -> str:
            assert session.closed_at is not None
            hour = f"{session.closed_at.astimezone(desk.zone):%H:%M}"
            return f"{day_word(desk.day_of(session.closed_at), desk.today)} {hour}"

        return [
            Column("Z", lambda session: f"Z-{session.z_number}", 70, tone="accent_text", strong=True),
            Column("Till", lambda session: session.till, 0),
            Column("Day", lambda session: day_word(desk.day_of(session.opened_at), desk.today), 100),
            Column("Closed", closed, 128),
            Column("By", lambda session: session.closed_by, 110, wide=1),
            Column("Expected", amount(lambda session: session.expected), 100, align=RIGHT),
            Column("Counted", amount(lambda session: session.counted), 100, align=RIGHT),
            Column(
                "Difference",
                amount(lambda session: session.counted - session.expected),
                100,
                align=RIGHT,
                strong=lambda session: session.counted != session.expected,
            ),
            Column("Verified by", lambda session: session.verified_by or "—", 110, wide=1),
        ]

    def _amount(self, figure: Callable[[TillSession], int]) -> Callable[[TillSession], str]:
        return lambda session: shown(figure(session), self._currency)

    def read(self) -> None:
        """List them anew."""
        no = why_not(self.bench.desk, "verify till")
        found = [] if no else closed_sessions(self.bench.desk)
        self._none.setText(str(no or _NONE))
        self.table.show_rows(found)
        if self.table.current_row() is None:
            self.table.select_first()
        show_part(self._none, not found)

    def show_session(self, session_id: int) -> None:
        """Choose a session and show its Z."""
        self.table.select_key(session_id)
        self.print()

    def print(self) -> None:
        """Show the Z chosen, to be printed again."""
        chosen = self.table.current_row()
        if chosen is not None:
            self.bench.paper.emit("day-report", z_name(chosen))

    def verify(self) -> None:
        """A second person has looked at the session chosen."""
        chosen = self.table.current_row()
        if chosen is not None:
            self.bench.attempt(lambda: verify_till(self.bench.desk, chosen.id), f"{z_name(chosen)} is verified")
