"""Which printer takes which paper on this PC."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from orderdesk.services.papers import PAPERS
from orderdesk.ui.bench.printing import printers
from orderdesk.ui.bench.section import THIS_PC, SettingsSection
from orderdesk.ui.widgets.forms.choice import Choice
from orderdesk.ui.widgets.forms.form_field import FormField


class PrintersSection(SettingsSection):
    """A printer for each paper; a paper without one is shown first and can be saved as PDF."""

    def __init__(self, chosen: Mapping[str, str], keep: Callable[[dict[str, str]], object]) -> None:
        super().__init__(
            "Printers", THIS_PC, "A paper with a printer prints without a question; others are shown first."
        )
        self._keep = keep
        known = list(dict.fromkeys([*printers(), *filter(None, chosen.values())]))
        options = [("", "Show it first"), *((name, name) for name in known)]
        self.choices: dict[str, Choice] = {}
        for paper in PAPERS:
            choice = Choice(options, current=chosen.get(paper.id, ""))
            choice.picked.connect(lambda _value: self.save())
            self.choices[paper.id] = choice
            self.body.addWidget(FormField(paper.title, choice))

    def save(self) -> None:
        """Remember what is chosen."""
        self._keep({paper: choice.value() for paper, choice in self.choices.items() if choice.value()})
