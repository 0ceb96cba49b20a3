"""What may be done with the thing that a page shows, for its commands: asked of the services, once for each thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from orderdesk.domain.lifecycles import Lifecycle, Move
from orderdesk.domain.values.errors import Refused
from orderdesk.ui.bench.commands import Command

View = TypeVar("View")


class Moves(Generic[View]):
    """The moves of what `shown()` gives now, by its lifecycle; `kind` is what a person calls it ("order").

    The commands it makes work in `context`.
    """

    def __init__(
        self,
        machine: Lifecycle[Any],
        shown: Callable[[], View | None],
        moves_of: Callable[[View], tuple[Move, ...]],
        context: str,
        kind: str,
    ) -> None:
        self._machine, self._shown, self._moves_of = machine, shown, moves_of
        self._context, self._kind = context, kind
        self._of: View | None = None
        self._known: dict[str, str | None] = {}

    def chosen(self) -> View:
        """The thing shown; refuse when there is none."""
        view = self._shown()
        if view is None:
            raise Refused(self._none)
        return view

    def why_not(self, *events: str) -> str | None:
        """Why none of `events` may happen now; None when one may, and when none is named."""
        view = self._shown()
        if view is None:
            return self._none
        if view is not self._of:
            self._of, self._known = view, {move.event: move.refusal for move in self._moves_of(view)}
        said = [self._known[event] for event in events]
        return None if None in said or not said else said[-1]

    def command(
        self,
        name: str,
        run: Callable[[View], object],
        *events: str,
        title: str = "",
        keys: str = "",
        icon: str = "",
        why: Callable[[View], str | None] = lambda _view: None,
    ) -> Command:
        """A command that may run while one of `events` may happen and `why` is silent; it is called as the first."""

        def refusal() -> str | None:
            return self.why_not(*events) or why(self.chosen())

        words = title or self._machine.title(events[0])
        group = self._kind.capitalize()
        return Command(name, words, lambda: run(self.chosen()), refusal, keys, icon, self._context, group)

    @property
    def _none(self) -> str:
        return f"Choose {'an' if self._kind[0] in 'aeiou' else 'a'} {self._kind} first."
