"""A clerk's hour: thirty mixed calls through real keys in a shop of real size: `python -m tests.rehearsal.clerk`.

Prints the control keys and the seconds that the program took for each call; afterwards every order is what was meant,
nothing was warned of in the log, the mouse was not touched, and the whole database is proved (`--quick` leaves the
last out).
"""

from __future__ import annotations

import logging
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from orderdesk.services.care.checking import check
from tests.rehearsal import calls
from tests.rehearsal.big_shop import big_shop
from tests.rehearsal.calls import Meant
from tests.rehearsal.fingers import Fingers, opened

Call = Callable[[Fingers], Meant | None]
SHORT: tuple[Call, ...] = (
    calls.known, calls.newcomer, calls.repeat, calls.one_line, calls.status, calls.on_delivery, calls.quote,
    calls.counter, calls.parked, calls.split, calls.hold, calls.returned, calls.amended,
)  # fmt: skip
HOUR: tuple[Call, ...] = (*SHORT, calls.shorthand, calls.repeat) * 2


@dataclass(frozen=True, slots=True)
class Answered:
    """One call: its control keys, all its keys, and the seconds the program took over them."""

    name: str
    keys: int
    signs: int
    seconds: float


class _Warnings(logging.Handler):
    """Keeps what is warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        # Said by the offscreen platform at every window with a smallest size; real platforms know how.
        if "propagateSizeHints" not in record.getMessage():
            self.said.append(record.getMessage())


def work(fingers: Fingers, hour: Iterable[Call]) -> list[Answered]:
    """Answer each call; proves that its order is as it was meant, by keys alone and without a warning."""
    warnings = _Warnings()
    logging.getLogger().addHandler(warnings)
    try:
        answered = [_answer(fingers, call) for call in hour]
    finally:
        logging.getLogger().removeHandler(warnings)
    assert not warnings.said, warnings.said
    assert fingers.mice.count == 0
    return answered


def _answer(fingers: Fingers, call: Call) -> Answered:
    fingers.during = call.__name__
    keys, signs, began = fingers.keys, len(fingers.painted), time.perf_counter()
    calls.answer(fingers, call)
    return Answered(call.__name__, fingers.keys - keys, len(fingers.painted) - signs, time.perf_counter() - began)


def main(quick: bool = False) -> None:
    """Live the hour and print it."""
    with tempfile.TemporaryDirectory(prefix="clerk-") as folder:
        desk = big_shop(Path(folder))
        with opened(Path(folder), desk) as fingers:
            answered = work(fingers, HOUR)
        for place, each in enumerate(answered, start=1):
            print(f"{place:3} {each.name:12} {each.keys:3} control keys {each.signs:4} keys {each.seconds:7.2f} s")
        total = sum(each.seconds for each in answered)
        print(f"{len(answered)} calls, {sum(each.keys for each in answered)} control keys, {total:.1f} s, no mouse")
        if not quick:
            found = check(desk).findings
            print(f"check: {len(found)} findings")
            assert not found, [each.sentence for each in found]
        desk.database.close()


if __name__ == "__main__":
    main("--quick" in sys.argv[1:])
