"""Records are found by the beginnings of their words, however they are accented, on both databases."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import insert

from orderdesk.persistence.database.engine import Database
from orderdesk.persistence.record import search
from orderdesk.persistence.schema import items


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Øvrebø Straße", "ovrebo strasse"),
        ("ŁUKASZ  Nuñez", "lukasz nunez"),
        ("SO-1042", "so 1042 so1042"),
        ("O'Brien", "o brien obrien"),
        ("İstanbul ısı", "istanbul isi"),
        ("№5 ﬁne", "no5 fine"),
        ('a" OR b* (c) ^d:e', "a or b c d e"),
        ("", ""),
    ],
)
def test_words_are_folded(typed: str, folded: str) -> None:
    assert search.fold(typed) == folded


def test_letters_younger_than_the_databases_stand_alone() -> None:
    assert search.fold("a\U0001e900b") == "a \U0001e922 b"  # ADLAM, folded to its small letter


NAMES = {1: "Stoneware mug, blue", 2: "Enamel mug", 3: "Øvrebø's lamp", 4: "AB-12/7 hook", 5: "北京市 茶", 6: "محمد"}


@pytest.fixture
def indexed(database: Database) -> Database:
    with database.writing() as work:
        for key, name in NAMES.items():
            search.index(work.connection, "items", key, name)
    return database


def found(database: Database, typed: str) -> list[int]:
    with database.reading() as connection:
        asked = search.matching(connection, "items", typed)
        return [] if asked is None else sorted(connection.execute(asked).scalars())


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("mu", [1, 2]),
        ("mug ena", [2]),
        ("ug", []),
        ("OVREBO", [3]),
        ("ab-12", [4]),
        ("ab127", [4]),
        ("北京", [5]),
        ("محم", [6]),
        ("nothing", []),
        ("AND", []),
        ("NOT mug", []),
        ('"', []),
        ("'; drop table items; --", []),
        ("mug & !blue | :*", [1]),
        ("\U0001e900", []),
        ("mug " * 50, [1, 2]),
    ],
)
def test_every_word_typed_must_begin_a_word(indexed: Database, typed: str, keys: list[int]) -> None:
    assert found(indexed, typed) == keys


def test_a_record_is_found_by_what_it_is_now(indexed: Database) -> None:
    with indexed.writing() as work:
        search.index(work.connection, "items", 1, "Stoneware bowl")
        search.unindex(work.connection, "items", 2)
    assert found(indexed, "mug") == []
    assert found(indexed, "bow") == [1]


def test_the_index_is_built_anew_from_the_records(indexed: Database) -> None:
    with indexed.writing() as work:
        work.connection.execute(insert(items), [{"sku": f"K-{n}", "name": f"Kettle {n}"} for n in range(1, 8)])
        assert search.reindex(work.connection, "items", chunk=3) == 7
        search.index_more(work.connection, "items", 2, "copper")
    assert found(indexed, "mug") == []
    assert len(found(indexed, "kettle")) == 7
    assert found(indexed, "kettle copp") == [2]
    assert found(indexed, "k-5") == [5]


@pytest.mark.parametrize(
    ("typed", "begins_so"),
    [
        ("p", lambda key: key % 2 == 0),
        ("pa", lambda key: key % 2 == 0),
        ("asha patel", lambda key: key % 2 == 0),
        ("07", lambda key: True),
        ("0 7", lambda key: True),
        ("0070", lambda key: key % 100 == 70),
        ("patel 71", lambda key: False),
        ("@ex", lambda key: key % 3 == 0),
    ],
)
def test_what_many_records_have_is_found_newest_first(
    database: Database, typed: str, begins_so: Callable[[int], bool]
) -> None:
    keys = range(1, 1201)
    words = {
        key: f"{'Asha Patel' if key % 2 == 0 else 'Jo Whitby'} 07{key:04} {search.backwards(f'07{key:04}')}"
        + (" jo@example.org" if key % 3 == 0 else "")
        for key in keys
    }
    with database.writing() as work:
        search.index_many(work.connection, "customers", list(words.items()))
    with database.reading() as connection:
        asked = search.newest(connection, "customers", typed, 50)
        assert asked is not None
        found_keys = list(connection.execute(asked).scalars())
    assert found_keys == [key for key in reversed(keys) if begins_so(key)][:50]
