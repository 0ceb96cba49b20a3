"""The settings page: sections at the left, the one chosen at the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from orderdesk.settings import save
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.settings.prices.coupons import CouponsSection
from orderdesk.ui.settings.prices.exchange import ExchangeSection
from orderdesk.ui.settings.prices.price_lists import PriceListsSection
from orderdesk.ui.settings.shop.accounts import AccountsSection
from orderdesk.ui.settings.shop.business import BusinessSection
from orderdesk.ui.settings.shop.cartons import CartonsSection
from orderdesk.ui.settings.shop.delivery import DeliverySection
from orderdesk.ui.settings.shop.destinations import DestinationsSection
from orderdesk.ui.settings.shop.numbers import NumbersSection
from orderdesk.ui.settings.shop.people import PeopleSection
from orderdesk.ui.settings.shop.picking import PickingSection
from orderdesk.ui.settings.shop.places import PlacesSection
from orderdesk.ui.settings.shop.rules import RulesSection
from orderdesk.ui.settings.shop.taxes import TaxesSection
from orderdesk.ui.settings.shop.tenders import TendersSection
from orderdesk.ui.settings.shop.verification import VerificationSection
from orderdesk.ui.settings.this_pc.about import AboutSection
from orderdesk.ui.settings.this_pc.care import CareSection
from orderdesk.ui.settings.this_pc.drawer import DrawerSection
from orderdesk.ui.settings.this_pc.looks import LooksSection
from orderdesk.ui.settings.this_pc.printers import PrintersSection
from orderdesk.ui.settings.this_pc.scanner import ScannerSection
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.card import Card, scrolled
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import Column
from orderdesk.ui.widgets.page_head import PageHead

Section = tuple[str, Callable[[], QWidget]]


class SettingsPage(QWidget):
    """Each section is made when it is first looked at."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        settings = bench.settings
        self._sections: tuple[Section, ...] = (
            ("Business", lambda: BusinessSection(bench)),
            ("People", lambda: PeopleSection(bench)),
            ("Taxes", lambda: TaxesSection(bench)),
            ("Tax abroad", lambda: DestinationsSection(bench)),
            ("Price lists", lambda: PriceListsSection(bench)),
            ("Exchange rates", lambda: ExchangeSection(bench)),
            ("Coupons", lambda: CouponsSection(bench)),
            ("Numbers", lambda: NumbersSection(bench)),
            ("Tenders", lambda: TendersSection(bench)),
            ("Accounts", lambda: AccountsSection(bench)),
            ("Places", lambda: PlacesSection(bench)),
            ("Picking", lambda: PickingSection(bench)),
            ("Cartons", lambda: CartonsSection(bench)),
            ("Delivery", lambda: DeliverySection(bench)),
            ("Verification", lambda: VerificationSection(bench)),
            ("Rules", lambda: RulesSection(bench)),
            ("Appearance", lambda: LooksSection(bench.session)),
            ("Printers", lambda: PrintersSection(settings.printers, self._keep_printers)),
            ("Cash drawer", lambda: DrawerSection(bench)),
            ("Scanner", lambda: ScannerSection(bench.session.reader, bench.use_reader)),
            ("Backup and proof", lambda: CareSection(bench, settings.data_dir / "backups")),
            ("About", lambda: AboutSection(bench.desk.database.versions(), settings.data_dir / "logs")),
        )
        self._made: dict[str, QWidget] = {}
        column: Column[Section] = Column("Section", lambda section: section[0], 0)
        self.list = Table([column], lambda section: section[0], "Settings")
        self.stack = QStackedWidget()
        head = PageHead("Settings")
        head.summary.setText("Saved at once, taxes and numbers by Apply; Esc goes back")
        left = Card(padding=0, spacing=0)
        left.body.addWidget(self.list)
        left.setMaximumWidth(px(260))
        line = QHBoxLayout()
        line.addWidget(left, 1)
        line.addWidget(self.stack, 3)
        self._body = QVBoxLayout(self)
        self._body.addWidget(head)
        self._body.addLayout(line, 1)
        self.list.current_changed.connect(self._show)
        self.setFocusProxy(self.list)
        self.list.show_rows(self._sections)
        self.list.select_first()
        follow(self._restyle)

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(20), px(10), px(20), px(16))
        self._body.setSpacing(px(12))

    def visit(self, what: object) -> None:
        """Show a section by its title."""
        self.list.select_key(str(what))

    def section(self, title: str) -> QWidget:
        """A section, made when it is first wanted."""
        if title not in self._made:
            made = next(make for name, make in self._sections if name == title)()
            self._made[title] = made
            self.stack.addWidget(scrolled(made))
        return self._made[title]

    def scanned(self, code: str) -> bool:
        """Show what was read where the reader is set up; False in any other section."""
        section = self._made.get("Scanner")
        if not isinstance(section, ScannerSection) or not section.isVisible():
            return False
        section.show_code(code)
        return True

    def _show(self, section: Section | None) -> None:
        if section is not None:
            self.section(section[0])
            self.stack.setCurrentIndex(list(self._made).index(section[0]))

    def _keep_printers(self, chosen: dict[str, str]) -> None:
        self.bench.settings = replace(self.bench.settings, printers=chosen)
        self.bench.attempt(lambda: save(self.bench.settings), "Printers saved; they hold from the next paper on")
        self.bench.here.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.bench.go.emit("", None)
        else:
            super().keyPressEvent(event)
