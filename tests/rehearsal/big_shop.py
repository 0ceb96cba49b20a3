"""The shop of real size: Northside with a past of 250,000 orders, made once and copied for each that works in it."""

from __future__ import annotations

import shutil
import tempfile
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from zoneinfo import ZoneInfo

from orderdesk.persistence.database.engine import open_database
from orderdesk.services.desk import Desk
from orderdesk.services.money.tills import open_till
from orderdesk.services.showroom.rehearsal import seed
from tests.factories import MONDAY, Clock, northside

ORDERS = 250_000
STOCK = {"MUG": 2_000, "TEE": 2_000, "BOOK": 2_000, "LAMP": 40}
ROOT = Path(__file__).resolve().parents[2]
MAKERS = (
    "orderdesk/services/showroom/rehearsal/*.py", "orderdesk/persistence/schema/*.py", "tests/factories.py",
    "tests/rehearsal/big_shop.py",
)  # fmt: skip


def big_shop(folder: Path, cache: Path | None = None) -> Desk:
    """Northside in `folder`, its goods and Patel (key 1) among 20,000 items, 100,000 customers and 250,000 orders.

    Every order has its lines, and all but the last 450 are closed; a till is open. Made once and kept in `cache` (else
    in a folder of its own beside other passing files), until something that makes it is changed.
    """
    kept = (cache or Path(tempfile.gettempdir()) / "orderdesk-rehearsal") / f"shop-{_print_of_makers()}.db"
    if not kept.exists():
        _make(kept)
    place = folder / "shop.db"
    shutil.copyfile(kept, place)
    return Desk(open_database(f"sqlite:///{place}"), user="anna", clock=Clock(), zone=ZoneInfo("Europe/London"))


def _make(kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
        place = Path(folder) / "shop.db"
        desk = northside(f"sqlite:///{place}", stock=STOCK)
        seed(desk, ORDERS, today=MONDAY.date())
        open_till(desk)
        # The last connection to close brings the write-ahead log home, so that the file alone is the shop.
        desk.database.close()
        place.rename(kept)


def _print_of_makers() -> str:
    """Changes when the tables, or what fills them, do."""
    digest = blake2b(digest_size=8)
    for path in sorted(chain.from_iterable(ROOT.glob(each) for each in MAKERS)):
        digest.update(path.read_bytes())
    return digest.hexdigest()
