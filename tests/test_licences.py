"""About names every library that the lock does, and the frozen program carries the text of each licence."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from orderdesk.ui.settings.this_pc.licences import LIBRARIES, licence_lines

sys.path.insert(0, str(Path(__file__).parent.parent / ".ci"))
import licence_texts


def test_about_names_what_the_lock_names() -> None:
    assert set(LIBRARIES) == set(licence_texts.libraries())
    assert len(licence_lines()) > len(LIBRARIES)


@pytest.mark.parametrize("name", licence_texts.libraries())
def test_each_library_brings_its_licence_text(name: str) -> None:
    texts = licence_texts.texts_of(name)
    assert texts, f"{name} has no licence text"
    assert all(len(path.read_text(encoding="utf-8", errors="replace")) > 200 for path in texts if "LICEN" in path.name)


def test_the_frozen_folder_has_the_texts_of_qt() -> None:
    folders = {folder for _, folder in licence_texts.licence_datas()}
    assert {f"licences/{name}" for name in LIBRARIES} <= folders
    named = [Path(path).name for path, folder in licence_texts.licence_datas() if folder.endswith("pyside6-essentials")]
    assert {"LGPL-3.txt", "GPL-3.txt"} <= set(named)
    spec = (Path(__file__).parent.parent / "orderdesk.spec").read_text(encoding="utf-8")
    assert "*licence_datas()" in spec
