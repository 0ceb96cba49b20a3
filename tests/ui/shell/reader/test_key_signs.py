"""Which sign a key gives: with AltGr, after a dead key, with CapsLock on, and from a reader of another keyboard."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from orderdesk.domain.items.gs1 import GS
from orderdesk.ui.shell.reader.key_signs import KeySigns, Sign, code_of, is_modifier

K, M = Qt.Key, Qt.KeyboardModifier
FIRST = 8 if sys.platform.startswith("linux") else 0


def press(key: int, text: str = "", modifiers: M = M.NoModifier, place: int = 0) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, place + FIRST if place else 0, 0, 0, text)


def read(*events: QKeyEvent, american: bool = False) -> str:
    keys = KeySigns()
    signs = [keys.pressed(each, american=american) for each in events if not is_modifier(each)]
    return code_of([each for each in signs if each is not None])


def test_keys_that_change_others_are_no_signs() -> None:
    for key in (K.Key_Shift, K.Key_AltGr, K.Key_Alt, K.Key_Control, K.Key_CapsLock, K.Key_NumLock, K.Key_Meta):
        assert is_modifier(press(key))
    assert not is_modifier(press(K.Key_S, "S"))


def test_alt_gr_makes_a_sign_on_each_system_and_a_shortcut_makes_none() -> None:
    assert read(press(K.Key_At, "@", M.ControlModifier | M.AltModifier)) == "@", "as Windows says it"
    assert read(press(K.Key_At, "@", M.GroupSwitchModifier)) == "@", "as X says it"
    assert read(press(K.Key_S, "\x13", M.ControlModifier)) == ""
    assert read(press(K.Key_S, "s", M.AltModifier)) == ""


def test_a_dead_key_joins_the_next_letter_or_stands_before_it() -> None:
    acute = press(K.Key_Dead_Acute)
    assert read(acute, press(K.Key_E, "e")) == "é"
    assert read(acute, press(K.Key_1, "1")) == "'1"
    assert read(acute, press(K.Key_Space, " ")) == "'"
    assert read(acute, press(K.Key_Eacute, "é")) == "é", "the system has joined them already"
    assert read(press(K.Key_Dead_Circumflex), press(K.Key_AsciiCircum, "^"), press(K.Key_2, "2")) == "^2"


def test_caps_lock_is_undone_where_it_shows() -> None:
    assert read(press(K.Key_S, "s", M.ShiftModifier), press(K.Key_H, "H"), press(K.Key_1, "1")) == "Sh1"
    assert read(press(K.Key_S, "S", M.ShiftModifier), press(K.Key_H, "h")) == "Sh"
    assert read(press(K.Key_S, "S"), press(K.Key_H, "H")) == "SH", "a reader that sends letters and no keys"
    assert code_of([Sign("É"), Sign("a", shift=False)]) == "Éa"


def test_fnc1_comes_as_a_control_key() -> None:
    assert read(press(K.Key_1, "1"), press(K.Key_BracketRight, GS, M.ControlModifier), press(K.Key_2, "2")) == f"1{GS}2"


def test_an_american_reader_is_read_by_the_places_of_its_keys() -> None:
    german = (
        press(K.Key_S, "S", M.ShiftModifier, 31), press(K.Key_H, "H", M.ShiftModifier, 35),
        press(K.Key_ssharp, "ß", place=12),
        press(K.Key_1, "1", place=2), press(K.Key_Y, "z", place=21), press(K.Key_Question, "?", M.ShiftModifier, 12),
    )  # fmt: skip
    assert read(*german, american=True) == "SH-1y_"
    assert read(*german) == "SHß1z?"
    assert read(press(K.Key_5, "5", M.KeypadModifier, 76), american=True) == "5"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes the sign itself")
def test_figures_with_alt_make_a_sign_when_alt_is_let_go() -> None:
    keys, pad = KeySigns(), M.AltModifier | M.KeypadModifier
    for key in (K.Key_0, K.Key_Home, K.Key_9):
        assert keys.pressed(press(key, "", pad), american=False) is None
    assert keys.alt_released() == "O"
    assert keys.alt_released() == ""
    keys.pressed(press(K.Key_7, "7", pad), american=False)
    assert keys.alt_released() == "", "a bell is no sign"
