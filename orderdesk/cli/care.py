"""`backup`, `restore`, `migrate` and `check`: keeping the shop safe and proving its books."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import Any

from orderdesk.app import address_of, make_folder
from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.care.checking import Finding
from orderdesk.domain.values.errors import StorageFailed
from orderdesk.persistence.care.archive import Manifest
from orderdesk.services.care.checking import check, repair_caches
from orderdesk.services.care.files_out import BACKUP, check_ending
from orderdesk.services.care.keeping import NO_SHOP, back_up, bring_back, loss_of, upgrade
from orderdesk.services.desk import utc_now
from orderdesk.settings import BACKUPS


def arguments(parser: Parser, verb: str) -> None:
    """The options of the four verbs."""
    if verb == "backup":
        parser.add_argument("--to", metavar="FILE", help="the new file or a folder; else the folder of backups")
        parser.set_defaults(run=_backup)
    elif verb == "restore":
        parser.add_argument("file", metavar="FILE")
        parser.set_defaults(run=_restore)
    elif verb == "migrate":
        parser.set_defaults(run=_migrate)
    else:
        parser.add_argument("--deep", action="store_true", help="every rule of money and stock, from facts")
        parser.add_argument("--repair-cache", action="store_true", help="count counters and summaries anew first")
        parser.set_defaults(run=_check)


def _backup(session: Session, options: Namespace) -> Answer:
    target = Path(options.to).expanduser() if options.to else _shelf(session)
    if not target.is_dir():
        check_ending(target, BACKUP)
    made = back_up(session.desk, target)
    facts = {"backup": str(made.path), **_manifest(made.manifest), "findings": _findings(made.findings)}
    return Answer(f"Backup {made.path}{_doubt(made.findings)}", facts)


def _restore(session: Session, options: Namespace) -> Answer:
    make_folder(session.settings)
    archive, address = Path(options.file), address_of(session.settings)
    # A shop asks for the right to replace it, also one that is busy; where none can be opened a restore mends that.
    with suppress(*NO_SHOP):
        loss_of(session.desk, archive)
    session.let_go()
    back = bring_back(archive, address, utc_now, allow_network=session.settings.allow_network)
    kept = str(back.kept) if back.kept else None
    facts = {**_manifest(back.manifest), "kept": kept, "findings": _findings(back.findings)}
    text = f"Restored the shop of {back.manifest.made_at:%Y-%m-%d %H:%M} UTC{_doubt(back.findings)}"
    return Answer(text + (f" The shop before it is kept as {kept}" if kept else ""), facts)


def _migrate(session: Session, options: Namespace) -> Answer:
    settings = session.settings
    done = upgrade(address_of(settings), settings.data_dir / BACKUPS, utc_now, allow_network=settings.allow_network)
    backup, kept = (str(path) if path else None for path in (done.backup, done.kept))
    same = done.before == done.after
    text = "Nothing to do." if same else f"Upgraded from {done.before} to {done.after}; the backup is {backup}"
    return Answer(text, {"before": done.before, "after": done.after, "backup": backup, "kept": kept})


def _check(session: Session, options: Namespace) -> Answer:
    """What is wrong makes exit code 4: the books that storage holds are not what was written."""
    desk = session.desk
    repaired = repair_caches(desk) if options.repair_cache else None
    found = check(desk, deep=options.deep, backups=session.settings.data_dir / BACKUPS)
    facts: dict[str, Any] = {
        "ok": found.ok,
        "deep": found.deep,
        "database": found.database,
        "counts": dict(found.counts),
        "findings": _findings(found.findings),
        "hashes": dict(found.hashes),
        "milliseconds": found.milliseconds,
    }
    if repaired is not None:
        facts["repaired"] = asdict(repaired)
    return Answer(found.text().rstrip(), facts, code=0 if found.ok else 4)


def _shelf(session: Session) -> Path:
    folder = session.settings.data_dir / BACKUPS
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageFailed(f"The folder {folder} cannot be made: {error.strerror}.") from None
    return folder


def _manifest(manifest: Manifest) -> dict[str, Any]:
    return {
        "made_at": manifest.made_at.isoformat(),
        "schema_version": manifest.schema_version,
        "sha256": manifest.sha256,
        "counts": dict(manifest.counts),
    }


def _findings(found: Sequence[Finding]) -> list[dict[str, str]]:
    names = ("rule", "thing", "number", "sentence")
    return [{name: getattr(each, name) for name in names} for each in found]


def _doubt(found: Sequence[Finding]) -> str:
    return f"; {len(found)} things in its books do not tie: run the check." if found else "; its books tie."
