"""A backup is made before a file comes in; when it cannot be made, nothing comes in."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderdesk.persistence.care.shelf import backups
from orderdesk.services.imports.importing import imports_of
from orderdesk.ui.imports.words import COLUMNS, DONE, REVIEW
from tests.ui.imports.conftest import Hands


@pytest.fixture
def wares(tmp_path: Path) -> Path:
    path = tmp_path / "wares.csv"
    path.write_text("SKU,Name,Price\nPEN,Blue pen,1.20\nINK,Black ink,4.50\n", encoding="utf-8")
    return path


def bring_in(hands: Hands, wares: Path) -> None:
    hands.open(wares)
    assert hands.page.presenter.step == COLUMNS
    hands.next()
    assert hands.page.presenter.step == REVIEW
    hands.next()


def test_the_backup_holds_the_shop_as_it_was_before_the_import(hands: Hands, wares: Path, tmp_path: Path) -> None:
    bring_in(hands, wares)
    assert hands.page.presenter.step == DONE
    (kept,) = backups(tmp_path / "backups")
    assert kept.manifest is not None
    assert (kept.manifest.reason, kept.manifest.counts["items"]) == ("automatic", 4)


def test_without_a_backup_nothing_comes_in(hands: Hands, wares: Path, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way", encoding="utf-8")
    bring_in(hands, wares)
    assert hands.page.presenter.step == REVIEW
    assert "cannot be made" in hands.page.banner.text
    assert imports_of(hands.desk) == []
