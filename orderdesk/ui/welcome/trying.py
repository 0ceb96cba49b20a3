"""Trying a server beside the window: one that is not there is waited for, and the window lives on meanwhile."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from orderdesk.domain.values.errors import OrderDeskError
from orderdesk.services.care.joining import place_at, shop_at
from orderdesk.ui.bench.jobs import JobRunner
from orderdesk.ui.widgets.banner import Banner, Remedy

Do = Callable[[], object]


class Trying:
    """Tries addresses for `page`, which cannot be used meanwhile, and says in `banner` what came of it."""

    def __init__(self, page: QWidget, banner: Banner) -> None:
        self._page, self._banner = page, banner
        self._jobs = JobRunner(page, threads=1)

    def run(self, address: str, done: Do, failed: Do, remedy: Remedy | None = None) -> None:
        """Try an address, then `done()`; where it cannot be reached the reason is said, with the `remedy`, and
        `failed()` puts the focus where it is mended."""

        def tell(error: BaseException) -> None:
            if not isinstance(error, OrderDeskError):
                raise error
            self._end()
            self._banner.say(str(error), "danger", [remedy] if remedy else [])
            failed()

        def go_on(_shop: str) -> None:
            self._end()
            try:
                done()
            except OrderDeskError as trouble:
                tell(trouble)

        self._page.setEnabled(False)
        self._banner.say(f"Trying {place_at(address)}…")
        self._jobs.run("Trying the server", lambda _job: shop_at(address), go_on, tell)

    def _end(self) -> None:
        self._page.setEnabled(True)
        self._banner.clear()
