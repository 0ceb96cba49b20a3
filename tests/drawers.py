"""A cash drawer on a network printer that is not there: it only writes down what it is sent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, Queue

from tests.patience import LIMIT


class Drawer:
    """Listens on this PC."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._heard: Queue[bytes] = Queue()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._line.getsockname()[1]}"

    def heard(self, seconds: float = LIMIT) -> bytes:
        """What was sent on the next connection; empty when nobody came in that time."""
        try:
            return self._heard.get(timeout=seconds)
        except Empty:
            return b""

    def _listen(self) -> None:
        while True:
            try:
                one, _ = self._line.accept()
            except OSError:
                return
            with one:
                parts = list(iter(lambda: one.recv(100), b""))  # noqa: B023  read before the next one is accepted
            self._heard.put(b"".join(parts))


@contextmanager
def listening() -> Iterator[Drawer]:
    """A drawer for as long as the block lasts."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        yield Drawer(line)
        line.shutdown(socket.SHUT_RDWR)
