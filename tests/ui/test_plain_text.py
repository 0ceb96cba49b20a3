"""What looks like markup in a name is shown as it was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from orderdesk.ui.widgets.label import ElidedLabel, Label
from orderdesk.ui.widgets.plain import plain_tip, set_tip

MARKUP = "<img src='file:///etc/hostname'> & <b>bold</b>"


def test_labels_show_markup_as_text(qapp: QApplication) -> None:
    assert Label(MARKUP).textFormat() == Qt.TextFormat.PlainText
    label = ElidedLabel(MARKUP)
    label.resize(20, 20)
    assert label.toolTip() in ("", plain_tip(MARKUP))


def test_a_tooltip_escapes_what_could_be_markup(qapp: QApplication) -> None:
    label = Label("x")
    set_tip(label, MARKUP)
    assert "<img" not in label.toolTip()
    assert "&lt;img" in label.toolTip()
    set_tip(label, "Sales & more, in two\nlines")
    assert label.toolTip() == "Sales & more, in two\nlines"
