"""The house stays walkable: no room holds more than fifteen modules."""

from __future__ import annotations

from collections import Counter

from tests.architecture.sources import ROOT, modules

MOST = 15


def test_no_folder_holds_more_modules_than_a_reader_can_see_at_once() -> None:
    held = Counter(path.parent for path in modules("orderdesk") if path.name != "__init__.py")
    assert {folder.relative_to(ROOT).as_posix(): n for folder, n in held.items() if n > MOST} == {}
