"""What a bar code reader reads while a form lies over the window: it goes into the field that waits for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from orderdesk.ui.widgets.forms.dialog import FormDialog
from orderdesk.ui.widgets.forms.text_input import NEXT, SENDS, SEVERAL, TAKES_SCAN


def into_dialog(code: str, say: Callable[[str], object]) -> bool:
    """Put `code` into the form in sight, or `say` why not; False when only the window itself is there.

    What hangs open, such as a menu, is closed first: it was opened by hand, and the reader starts something else.
    """
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
    dialog = QApplication.activeModalWidget()
    if dialog is None:
        return False
    taker = next((each for each in dialog.findChildren(QWidget) if each.isVisible() and hasattr(each, "scanned")), None)
    field = _field_for_scans(dialog)
    if taker is not None:
        taker.scanned(code)
    elif field is not None:
        _write(field, code)
        if field.property(TAKES_SCAN) == SENDS and isinstance(dialog, FormDialog):
            dialog.submit()
    else:
        told = dialog.banner.say if isinstance(dialog, FormDialog) else say
        told(f"{code[:60]} was read, but no field here takes a scan.")
    return True


def _field_for_scans(dialog: QWidget) -> QLineEdit | None:
    """The field for scans that has the focus, else the first one in sight; of a row of them the next empty one."""
    fields = [each for each in dialog.findChildren(QLineEdit) if each.property(TAKES_SCAN) and each.isVisible()]
    chosen = next((each for each in fields if each.hasFocus()), fields[0] if fields else None)
    if chosen is None or chosen.property(TAKES_SCAN) != NEXT or not chosen.text():
        return chosen
    return next((each for each in fields if each.property(TAKES_SCAN) == NEXT and not each.text()), chosen)


def _write(field: QLineEdit, code: str) -> None:
    kept = field.text().split() if field.property(TAKES_SCAN) == SEVERAL else []
    field.setFocus()
    field.selectAll()
    field.insert(" ".join(dict.fromkeys([*kept, code])))
