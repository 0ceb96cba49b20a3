"""`demo`: the sample shop, one order through its whole life with every paper it makes, and the window on it."""

from __future__ import annotations

import os
from argparse import Namespace
from itertools import chain
from pathlib import Path

from orderdesk.app import address_of, open_desk, run_window
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, write_line, write_note
from orderdesk.domain.values.errors import Refused, StorageFailed
from orderdesk.persistence.database.engine import OldSchema
from orderdesk.services.care.files_out import PDF, write_out
from orderdesk.services.care.keeping import upgrade
from orderdesk.services.desk import Desk, utc_now
from orderdesk.services.papers import render
from orderdesk.services.showroom.demonstrating import DemoStep, one_life
from orderdesk.services.showroom.sample_shop import open_sample_shop
from orderdesk.services.showroom.sample_sign import is_sample
from orderdesk.services.showroom.work_in_hand import work_in_hand
from orderdesk.settings import BACKUPS, Settings, sample_of

FOLDER = "demo"


def arguments(parser: Parser, verb: str) -> None:
    """The options of `demo`."""
    parser.add_argument("--out", metavar="DIR", help="where the papers go; else a folder beside the database")
    parser.add_argument("--headless", action="store_true", help="do not open the window afterwards")
    parser.set_defaults(run=_demo)


def _sample(settings: Settings) -> Desk:
    """The sample shop, brought to today's tables where an older OrderDesk made it: nobody is asked about it."""
    try:
        return open_desk(settings, create=True)
    except OldSchema:
        upgrade(address_of(settings), settings.data_dir / BACKUPS, utc_now)
        return open_desk(settings)


def _demo(session: Session, options: Namespace) -> Answer:
    """A second run finds the shop as it is and carries a new order through it. It has a folder of its own, unless one
    is named: nothing of it comes into the owner's own shop."""
    named = options.data_dir or options.db
    settings = session.settings if named else sample_of(session.settings)
    desk = session.use(open_desk(settings, create=True) if named else _sample(settings))
    shop = open_sample_shop(desk)
    if not is_sample(desk):
        raise Refused(
            f"{desk.database.place} holds {shop.name}. Name no place, and the sample shop gets a folder of its own; or "
            "name one that holds no other shop."
        )
    desk.read_days()
    folder = Path(options.out).expanduser() if options.out else settings.data_dir / FOLDER
    _make_folder(folder)
    steps, files = [], []
    for step in chain(one_life(desk), work_in_hand(desk)):
        steps.append(step.text)
        path = _paper(session, folder, step)
        files += [str(path.absolute())] if path else []
        if not session.json:
            write_line(f"{step.text}{f'  → {path}' if path else ''}")
    if not options.headless:
        session.let_go()
        raise SystemExit(run_window(session.settings, sample=not named))
    pictures = _pictures(settings, folder)
    facts = {"shop": shop.name, "database": desk.database.place, "steps": steps, "files": files, "pictures": pictures}
    return Answer(f"{len(files)} papers and {len(pictures)} pictures of the window are in {folder}", facts)


def _pictures(settings: Settings, folder: Path) -> list[str]:
    """Pictures of the window on the shop, drawn in memory; a PC that lacks what a window needs gets none."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from orderdesk.ui.pictures import take_pictures
    except ImportError as error:
        write_note(f"No pictures were taken, as the window cannot be loaded here: {error}.")
        return []
    return [str(path.absolute()) for path in take_pictures(settings, lambda: open_desk(settings), folder)]


def _paper(session: Session, folder: Path, step: DemoStep) -> Path | None:
    if step.paper is None:
        return None
    paper, number = step.paper
    path = folder / f"{paper}-{number.replace(' ', '-')}.pdf"
    write_out(session.desk, path, render(session.desk, paper, number), PDF)
    return path


def _make_folder(path: Path) -> None:
    """Make a folder for what will be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise StorageFailed(f"The folder {path} cannot be made: {why}. Choose another place.") from None
