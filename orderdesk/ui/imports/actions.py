"""What a person can do on the import page, and the keys for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog

from orderdesk.domain.values.errors import BadInput, OrderDeskError, Refused, StorageFailed, Unavailable
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import Cancelled, ImportPlan, ImportResult, Progress, write_errors
from orderdesk.services.imports.looking import ENCODINGS, FileLook
from orderdesk.services.imports.mappings import save_mapping
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.imports.words import COLUMNS, DONE, ENDINGS, FILE, NOUNS, REVIEW, counted, rows_of
from orderdesk.ui.imports.work import ImportWork
from orderdesk.ui.widgets.forms import kinds
from orderdesk.ui.widgets.forms.dialog import ask
from orderdesk.ui.widgets.forms.form import Entered, Field, ask_form

if TYPE_CHECKING:
    from orderdesk.ui.imports.page import ImportPage

CONTEXT = "import"
Run = Callable[[], object]
WhyNot = Callable[[], str | None]
_PLACES = {
    "products": "inventory",
    "stock": "inventory",
    "orders": "orders",
    "customers": "customers",
    "prices": "customers",
}


class ImportActions:
    """Works on a page and its presenter; long work goes through `work`."""

    def __init__(self, page: ImportPage) -> None:
        self._page = page
        self.work = ImportWork(page.bench.jobs, page.bench.desk)
        self.work.changed.connect(page.bench.changed.emit)

    def commands(self) -> list[Command]:
        """The next step, the way back, and what belongs to single steps."""

        def make(name: str, title: str, run: Run, why_not: WhyNot, key: str, icon: str = "") -> Command:
            return Command(f"import.{name}", title, run, why_not, key, icon, CONTEXT, "Import")

        return [
            make("next", "Next step", self.next, self.why_not_next, "Ctrl+Return"),
            make("back", "Back", self.back, lambda: None, "Esc"),
            make("choose", "Choose a file", self.choose, self._busy, "Ctrl+O", "folder-open"),
            make("save", "Save mapping or rejected rows", self.save, self._why_not_save, "Ctrl+S", "save"),
            make("undo", "Undo import", self.undo, self._why_not_undo, "Ctrl+Del", "undo-2"),
        ]

    def _busy(self) -> str | None:
        return "The file is being worked on; Esc stops it." if self.work.busy else None

    # Steps

    def why_not_next(self) -> str | None:
        """Why the next step may not be taken now."""
        return self._busy() or self._page.presenter.refusal()

    def next(self) -> None:
        """Take the next step."""
        {FILE: self.read_file, COLUMNS: self._plan, REVIEW: self._run, DONE: self.start_over}[
            self._page.presenter.step
        ]()

    def back(self) -> None:
        """Stop what is under way, else one step back, else out of the page."""
        page = self._page
        if self.work.busy:
            self.work.stop()
        elif page.presenter.back():
            page.banner.clear()
            page.refresh()
        else:
            page.leave()

    def start_over(self) -> None:
        """Begin with another file."""
        self._page.presenter.choose(())
        self._page.banner.clear()
        self._page.refresh()

    def choose(self) -> None:
        """Ask for a file."""
        page = self._page
        given, _ = QFileDialog.getOpenFileNames(
            page, "Choose a file to import", "", f"Tables ({ENDINGS});;All files (*)"
        )
        if given:
            self.take([Path(each) for each in given])

    def take(self, paths: Sequence[Path]) -> None:
        """Take files up and read their headings."""
        if self.work.busy or not paths:
            return
        self._page.presenter.choose(paths)
        self._page.refresh()
        self.read_file()

    def read_file(self) -> None:
        """Open the file that was chosen and read its headings."""
        presenter = self._page.presenter
        if not presenter.paths:
            self.choose()
            return
        self._start(f"Opening {presenter.file_name}", lambda _desk, *_way: presenter.look(), self._looked)

    def _looked(self, file: FileLook) -> None:
        self._page.presenter.taken(file)
        self._page.refresh()

    def _plan(self) -> None:
        presenter = self._page.presenter
        if said := presenter.wrong() or presenter.needed():
            self._page.banner.say(said, "danger")
            self._page.columns.focus_wrong()
            return

        def planned(plan: ImportPlan) -> None:
            presenter.planned(plan)
            self._page.refresh()

        self._start(f"Checking {presenter.file_name}", lambda _desk, *way: presenter.plan(*way), planned)

    def _run(self) -> None:
        page = self._page
        plan = page.presenter.rehearsal
        assert plan is not None

        def done(result: ImportResult) -> None:
            page.presenter.done(result)
            page.refresh()
            if not page.isVisible():
                said = counted(result.kind, result.counts["new"] + result.counts["changed"])
                page.bench.messages.done(f"{said} imported")

        def run(desk: Desk, progress: Progress, cancelled: Cancelled) -> ImportResult:
            page.bench.keep_first(desk)
            return page.presenter.run(desk, progress, cancelled)

        title = f"Importing {NOUNS[plan.kind][1]}"
        self._start(title, run, done, total=len(plan.reading.records))

    def _start(self, title: str, work: Callable[..., Any], done: Callable[[Any], object], *, total: int = 0) -> None:
        """Do a step aside; trouble is said in place and everything chosen stays."""
        self._page.banner.clear()
        self._page.bench.messages.clear()
        self.work.start(title, work, done, self._failed, total=total)

    def _failed(self, trouble: OrderDeskError) -> None:
        again = isinstance(trouble, StorageFailed | Unavailable)
        verbs: list[tuple[str, Run]] = [("Try again", self.next)] if again else []
        if isinstance(trouble, BadInput) and trouble.field == "encoding":
            verbs = [("Choose the encoding", self.choose_encoding)]
        self._page.banner.say(str(trouble), "danger", verbs)
        self._page.refresh_buttons()

    def choose_encoding(self) -> None:
        """Ask in which encoding a text was written, where it can be read in several, and open it so."""

        def send(typed: Entered) -> None:
            self._page.presenter.encoding = typed["encoding"]
            # Once the dialog has closed and given the focus back.
            QTimer.singleShot(0, self._page, self.read_file)

        known = kinds.choice([(name, name) for name in ENCODINGS])
        spec = [Field("encoding", "Letters (encoding)", known, "The program that wrote the file knows it.")]
        ask_form(self._page, "How the file was written", spec, send, verb="Open the file")

    # Mappings and rejected rows

    def _why_not_save(self) -> str | None:
        presenter = self._page.presenter
        if presenter.step == COLUMNS and presenter.shape.mapped:
            return self._busy() or presenter.wrong() or presenter.needed() or None
        if presenter.step == DONE and presenter.result is not None and presenter.result.errors:
            return None
        return "There is no mapping to save here, and no row was rejected."

    def save(self) -> None:
        """Keep the mapping under a name, or write the rejected rows to a file."""
        if self._page.presenter.step == COLUMNS:
            self._save_mapping()
        else:
            self._save_rejected()

    def _save_mapping(self) -> None:
        page = self._page

        def send(typed: Entered) -> None:
            page.presenter.save_mapping(typed["name"])
            page.columns.refresh_mapping()
            page.bench.messages.done(f"Mapping {typed['name']} saved")

        spec = [Field("name", "Name", hint="It is offered for the next file like this.", required=True)]
        known = {"name": page.presenter.mapping}
        ask_form(page, "Save this mapping", spec, send, verb="Save mapping", values=known)

    def drop_mapping(self) -> None:
        """Forget the chosen mapping; it can be taken back."""
        page = self._page
        presenter = page.presenter
        name, kind = presenter.mapping, presenter.kind
        dropped: list[Any] = []

        def undo() -> None:
            save_mapping(page.bench.desk, kind, name, dropped[0])
            presenter.read_mappings()
            page.refresh()

        if page.bench.attempt(lambda: dropped.append(presenter.drop_mapping()), f"Mapping {name} forgotten", undo=undo):
            page.columns.refresh_mapping()

    def _save_rejected(self) -> None:
        result = self._page.presenter.result
        assert result is not None
        chosen, _ = QFileDialog.getSaveFileName(
            self._page, "Save the rejected rows", f"rejected-{result.kind}.csv", "CSV (*.csv)"
        )
        if chosen:
            said = f"{rows_of(len(result.errors))} saved as {Path(chosen).name}"
            desk, file = self._page.bench.desk, self._page.presenter.file
            read = file.paths if file else ()
            self._page.bench.attempt(lambda: write_errors(desk, result.errors, Path(chosen), read), said)

    # Taking back

    def _batch(self) -> int | None:
        presenter = self._page.presenter
        if presenter.step == DONE and presenter.result is not None:
            return None if presenter.undone else presenter.result.batch_id
        chosen = self._page.file.past.chosen if presenter.step == FILE else None
        return chosen.id if chosen is not None else None

    def _why_not_undo(self) -> str | None:
        if self._page.presenter.step == FILE:
            return self._busy() or self._page.file.past.refusal()
        return self._busy() or (None if self._batch() is not None else "There is no import to undo here.")

    def undo(self) -> None:
        """Ask, then take the import of this result, or the chosen past one, back as a whole."""
        batch_id = self._batch()
        if batch_id is None:
            return
        ask(
            self._page,
            f"Undo import {batch_id}?",
            "What it brought is removed and what it changed is as before. It is refused when later work stands on it.",
            verb="Undo import",
            keep="Keep it",
            confirmed=lambda: self._undo(batch_id),
        )

    def _undo(self, batch_id: int) -> None:
        page = self._page

        def done(removed: int) -> None:
            page.presenter.undone = page.presenter.step == DONE
            page.refresh()
            page.bench.messages.done(f"Import {batch_id} undone, {rows_of(removed)} removed from the books")

        self._start(f"Undoing import {batch_id}", lambda desk, *_way: page.presenter.undo(desk, batch_id), done)

    def show_them(self) -> None:
        """Go to the list where the imported things are."""
        result = self._page.presenter.result
        if result is None:
            raise Refused("There is no import to show.")
        plan = self._page.presenter.rehearsal
        if result.kind == "prices" and plan is not None and "list" in plan.mapping.values():
            self._page.bench.go.emit("settings", "Price lists")
        else:
            self._page.bench.go.emit(_PLACES[result.kind], None)
