"""What people typed is shown as text: no label and no tooltip of the window may take it for markup."""

from __future__ import annotations

import ast

from tests.architecture.sources import modules, place, tree

TOOLTIPS = ("setToolTip", "setTabToolTip", "setWhatsThis", "setStatusTip")
WIDGETS = ("QMessageBox", "QErrorMessage", "QInputDialog", "QToolTip", "QTextEdit", "QSplashScreen", "ToolTipRole")


def test_tooltips_are_made_plain() -> None:
    wrong = [
        place(path, node.lineno)
        for path in modules("orderdesk/ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in TOOLTIPS
        if not ast.unparse(node.args[-1]).startswith("plain_tip(")
    ]
    assert not wrong, "use widgets.plain.set_tip"


def test_labels_are_of_our_own_kind() -> None:
    """A bare QLabel guesses; one without a text of its own may show a picture."""
    wrong = [
        place(path, node.lineno)
        for path in modules("orderdesk/ui")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QLabel" and node.args
    ]
    assert not wrong, "use widgets.label.Label"


def test_no_widget_that_takes_text_for_markup_is_used() -> None:
    wrong = [
        f"{place(path, node.lineno)} {name}"
        for path in modules("orderdesk/ui")
        for node in ast.walk(tree(path))
        for name in [getattr(node, "id", "") or getattr(node, "attr", "")]
        if isinstance(node, ast.Name | ast.Attribute) and name in WIDGETS
        if not (
            name == "ToolTipRole" and "plain_tip(" in path.read_text(encoding="utf-8").splitlines()[node.lineno - 1]
        )
    ]
    assert not wrong
