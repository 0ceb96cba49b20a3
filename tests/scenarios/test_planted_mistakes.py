"""Wrong units, wrong counts and swapped labels at two stations at once: none of them leaves the house."""

from __future__ import annotations

from random import Random

from orderdesk.persistence.database.engine import Database
from orderdesk.services.care.checking import check
from tests.factories import northside
from tests.scenarios.packers import Careless, prove_parcel

EVERY = {
    "changed while packed", "closed too early", "goods for a label", "label not scanned", "labelled too early",
    "no code of ours", "old label", "one too many", "paper of another", "scanned on while held", "taken from another",
    "too many by hand", "undone", "wrong item",
}  # fmt: skip


def test_no_planted_mistake_leaves(database: Database) -> None:
    seed = Random().randrange(10**6)
    print(f"seed {seed}")
    careless = Careless(northside(database), Random(seed))
    careless.work(250)
    assert set(careless.mistakes) <= EVERY
    assert len(careless.mistakes) > len(EVERY) - 3
    assert careless.left
    for parcel in careless.left:
        prove_parcel(careless, parcel)
    assert check(careless.desk).findings == ()
