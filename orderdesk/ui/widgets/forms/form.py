"""Forms as data: what is asked for, and the one way in which it is filled, checked, read and sent."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtWidgets import QLineEdit, QWidget

from orderdesk.domain.values.errors import Doubtful
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import KEEP, FormDialog
from orderdesk.ui.widgets.forms.form_field import FormField
from orderdesk.ui.widgets.forms.kinds import Kind
from orderdesk.ui.widgets.forms.pin_input import PinInput
from orderdesk.ui.widgets.forms.text_input import ParsedInput

Request = TypeVar("Request")
Asked = TypeVar("Asked")
Entered = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that a form asks for. Without a `kind` it is what the request says, else words.

    `empty` is what a figure that is left empty means; a value that is nothing, as that is, is not shown.
    """

    name: str
    title: str
    kind: Kind | None = None
    hint: str = ""
    required: bool = False
    empty: Any = None
    check: Callable[[str], object] | None = None

    def made(self, value: Any = None) -> FormField:
        """The field in a window, with `value` in it."""
        editor = (self.kind or kinds.text())()
        field = FormField(
            self.title, editor, required=self.required, hint=self.hint, check=self.check, empty=self.empty
        )
        hidden = isinstance(editor, ParsedInput) and not value and value == self.empty
        if value is not None and not hidden:
            field.set_value(value)
        return field


Spec = Sequence[Field]


def make_fields(spec: Spec, values: object = None) -> dict[str, FormField]:
    """The fields of a form by name, filled with `values`: a mapping, or what has attributes of these names."""
    given = values if isinstance(values, Mapping) else {each.name: getattr(values, each.name, None) for each in spec}
    return {each.name: each.made(given.get(each.name)) for each in spec}


def entered(fields: Mapping[str, FormField]) -> Entered:
    """What was entered, by name; raises what is wrong with a field."""
    return {name: field.value for name, field in fields.items()}


def ask_form(
    parent: QWidget,
    title: str,
    spec: Spec,
    send: Callable[[Entered], object],
    *,
    verb: str,
    values: object = None,
    keep: str = KEEP,
    intro: str = "",
    extra: Sequence[QWidget] = (),
    width: int = 440,
    columns: int = 1,
    begin: str = "",
) -> FormDialog:
    """Ask for what `spec` says, filled with `values`, and `send` what was entered. `begin` names the field to begin in,
    all of it selected; without it the first has the focus. A PIN is sent by Enter."""
    fields = make_fields(spec, values)
    dialog = FormDialog(
        parent, title, fields, verb=verb, send=lambda: send(entered(fields)), keep=keep, intro=intro, extra=extra,
        width=width, columns=columns,
    )  # fmt: skip
    for field in fields.values():
        if isinstance(field.editor, PinInput):
            field.editor.returnPressed.connect(dialog.submit)
    if begin:
        editor = fields[begin].editor
        editor.setFocus()
        if isinstance(editor, QLineEdit):
            editor.selectAll()
    dialog.open()
    return dialog


def ask_request(
    parent: QWidget,
    title: str,
    spec: Spec,
    request: Request,
    send: Callable[[Request], object],
    *,
    verb: str,
    currency: str = "",
    intro: str = "",
    width: int = 620,
    columns: int = 2,
) -> FormDialog:
    """Ask what is to change of a `request`, and `send` it as it was filled in. What a field does not say of itself, the
    request's own says: its kind by its type, amounts in `currency`, and what it is when it is left empty."""
    return ask_form(
        parent, title, fitted(spec, request, currency), lambda typed: send(changed(request, typed)),
        verb=verb, values=request, intro=intro, width=width, columns=columns,
    )  # fmt: skip


def fitted(spec: Spec, request: object, currency: str) -> Spec:
    """The fields with what the `request` says of each."""
    told = {each.name: each for each in dataclasses.fields(request)}  # type: ignore[arg-type]
    return [_fitted(each, told[each.name], currency) if each.name in told else each for each in spec]


def _fitted(field: Field, told: dataclasses.Field[Any], currency: str) -> Field:
    kind = field.kind or kinds.kind_of(str(told.type), currency)
    usual = None if told.default is dataclasses.MISSING else told.default
    return dataclasses.replace(field, kind=kind, empty=usual if field.empty is None else field.empty)


def changed(request: Request, typed: Entered) -> Request:
    """The request with what was entered."""
    return dataclasses.replace(request, **typed)  # type: ignore[type-var]


def twice(send: Callable[[Asked, bool], object], words: str = "books it") -> Callable[[Asked], object]:
    """Sends what was entered as sure when the same is sent once more, after it was doubted."""
    doubted: list[Asked] = []

    def submit(typed: Asked) -> None:
        try:
            send(copy(typed), typed in doubted)
        except Doubtful as said:
            doubted.append(typed)
            raise Doubtful(f"{said} Ctrl+Enter again {words} all the same.", field=said.field) from None

    return submit
