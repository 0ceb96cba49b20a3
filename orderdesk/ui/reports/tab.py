"""The reports tab: the end of the day first, then the reports an owner asks for."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from orderdesk.domain.values.written.local import current
from orderdesk.persistence.money.tills import TillSession
from orderdesk.services.desk import Desk
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.till_views import closed_sessions
from orderdesk.services.money.tills import open_tills
from orderdesk.services.people.users import why_not
from orderdesk.services.reports.reports import REPORTS
from orderdesk.services.shop.shop import shop_now
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.reports.day_page import DayPage
from orderdesk.ui.reports.table_page import TablePage
from orderdesk.ui.reports.till_actions import CONTEXT, TillActions
from orderdesk.ui.reports.till_page import TillPage
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import ActionButton, MenuButton
from orderdesk.ui.widgets.card import Card
from orderdesk.ui.widgets.lists.view_tabs import ViewTabs
from orderdesk.ui.widgets.page_head import PageHead
from orderdesk.ui.words import day_within

DAY, TILLS = "day", "tills"


class ReportsTab(QWidget):
    """Views over the day and the reports; each is made when it is first looked at."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.head = PageHead("Reports")
        self.views = ViewTabs(
            [
                (DAY, "End of day"),
                (TILLS, "Closed tills"),
                *((each.id, each.title) for each in REPORTS if not each.behind),
            ]
        )
        self.day = DayPage()
        self._pages: dict[str, QWidget] = {DAY: self.day}
        self._stack = QStackedWidget()
        self._stack.addWidget(self.day)
        self._tabs = Card(padding=0, spacing=0)
        self._line = QHBoxLayout()
        self._line.addWidget(self.views)
        self._tabs.body.addLayout(self._line)
        self._body = QVBoxLayout(self)
        for part in (self.head, self._tabs):
            self._body.addWidget(part)
        self._body.addWidget(self._stack, 1)
        self.tills = TillActions(bench, self, shop_now(bench.desk).currency, self.read)
        bench.commands.add([*self.tills.commands(), *self._commands()], self)
        action = bench.commands.action
        self.till_button = MenuButton(
            "Till", icon="banknote", fill=lambda menu: bench.commands.fill(menu, self._till_menu())
        )
        self.head.add(
            self.till_button,
            ActionButton(action("reports.x")),
            ActionButton(action("reports.day"), role="primary"),
        )
        self.views.picked.connect(self.show_view)
        self.setFocusProxy(self.views)
        bench.changed.connect(self._heard)
        follow(self._restyle)
        self.read()

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(20), px(12), px(20), px(16))
        self._line.setContentsMargins(px(16), 0, px(16), 0)
        self._body.setSpacing(px(12))

    def _commands(self) -> list[Command]:
        return [
            Command("reports.x", "X report", self._print_x, self._no_till, "Ctrl+Shift+X", "eye", CONTEXT, "Day"),
            Command("reports.day", "Print the day", self._print_day, None, "Ctrl+P", "printer", CONTEXT, "Day"),
        ]

    def _till_menu(self) -> tuple[str, ...]:
        moves = ("till.in", "till.out", "till.drop", "till.drawer")
        return ("till.open", "", *moves, "", "till.close", "", "till.own", "till.add")

    def read(self) -> None:
        """Make what is shown anew."""
        desk = self.bench.desk
        sessions = open_tills(desk)
        if no := why_not(desk, "see figures"):
            self.day.show_tills(str(no), sessions, shop_now(desk).currency, desk)
        else:
            closed = [
                each for each in closed_sessions(desk) if each.closed_at and desk.day_of(each.closed_at) == desk.today
            ]
            self.bench.attempt(lambda: self.day.show_day(day_report(desk), [*sessions, *closed], desk))
        tills = ", ".join(f"{each.till} open since {_since(desk, each)}" for each in sessions)
        self.head.summary.setText(f"{current().days.full(desk.today)} · {tills or 'no till open'}")
        page = self._stack.currentWidget()
        if isinstance(page, TablePage | TillPage):
            page.read()
        self.bench.commands.refresh(*(command.id for command in self.bench.commands.of(CONTEXT)))

    def show_view(self, view: str) -> None:
        """Show the day or a report; one of single papers is shown in that whose rows it tells."""
        behind = next((each.behind for each in REPORTS if each.id == view), "")
        if behind:
            self.show_view(behind)
            page = self._pages[behind]
            assert isinstance(page, TablePage)
            page.by_paper.setChecked(True)
            return
        if view not in self._pages:
            self._pages[view] = TillPage(self.bench) if view == TILLS else TablePage(self.bench, view)
            self._stack.addWidget(self._pages[view])
        self.views.choose(view)
        self._stack.setCurrentWidget(self._pages[view])
        page = self._pages[view]
        if isinstance(page, TablePage | TillPage):
            page.read()

    def visit(self, what: object) -> None:
        """Show a view by its id, or a closed session by its key; "till" opens the menu of what is done at one, and
        ("count", till) asks to count it."""
        if what == "till":
            self.show_view(DAY)
            self.till_button.showMenu()
            return
        if isinstance(what, tuple):
            self.show_view(DAY)
            self.tills.close(what[1])
            return
        if isinstance(what, int):
            self.show_view(TILLS)
            page = self._pages[TILLS]
            assert isinstance(page, TillPage)
            page.show_session(what)
            return
        self.show_view(str(what))

    def _heard(self, topics: frozenset[str]) -> None:
        if self.isVisible() and (not topics or topics & {"orders", "payments", "tills", "returns"}):
            self.read()

    def _no_till(self) -> str | None:
        return self.tills.why_not("x-report")

    def _print_x(self) -> None:
        session = self.tills.session()
        self.bench.paper.emit("day-report", f"X {session.till}" if session else "X")

    def _print_day(self) -> None:
        self.bench.paper.emit("day-report", self.bench.desk.today.isoformat())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.read()


def _since(desk: Desk, session: TillSession) -> str:
    """When a till was opened: its hour, and its day where that is not today."""
    day = desk.day_of(session.opened_at)
    hour = f"{session.opened_at.astimezone(desk.zone):%H:%M}"
    return hour if day == desk.today else f"{day_within(day, desk.today)} {hour}"
