"""`import` and `undo-import`: files of other programs, brought in as a whole and taken back as a whole."""

from __future__ import annotations

import tomllib
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import pairs, read_object, read_text
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.orders.records import CHANNELS
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.texts import count_word
from orderdesk.integrations.imports.protocol import Problem
from orderdesk.services.imports.importing import ImportPlan, plan_import, run_import, undo_import, write_errors
from orderdesk.services.imports.mappings import saved_mappings

KINDS = ("products", "customers", "orders", "stock", "prices")
MOST_SAID = 20


def arguments(parser: Parser, verb: str) -> None:
    """The options of the two verbs."""
    if verb == "undo-import":
        parser.add_argument("batch", type=int, metavar="BATCH", help="the number that the import answered")
        parser.set_defaults(run=_undo)
        return
    parser.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("file", nargs="+", metavar="FILE", help="a .csv or .xlsx, or several of one shape, or a folder")
    parser.add_argument("--format", metavar="F", help="else guessed")
    parser.add_argument("--channel", default="online", choices=CHANNELS)
    parser.add_argument(
        "--source", default="", metavar="SHOP", help="the web shop or market of these ids, where there are several"
    )
    parser.add_argument("--encoding", default="", metavar="NAME", help="of a text, else found out: cp932, gb18030 …")
    parser.add_argument("--sheet", default="", metavar="NAME", help="of a workbook, else the first with a table")
    parser.add_argument("--dry-run", action="store_true", help="tell what it would do, and write nothing")
    parser.add_argument(
        "--map", metavar="FILE", help="a JSON or TOML file, or the name of a saved one: heading = field"
    )
    parser.add_argument("--column", action="append", default=[], metavar="HEADING=FIELD")
    parser.add_argument("--errors", metavar="FILE", help="write the rows that were not taken here")
    parser.set_defaults(run=_import)


def _import(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    paths = [Path(name).expanduser() for name in options.file]
    rejected = Path(options.errors).expanduser() if options.errors else None
    plan = plan_import(
        desk,
        options.kind,
        paths,
        format=options.format,
        mapping=_mapping(session, options),
        channel=options.channel,
        source=options.source,
        encoding=options.encoding,
        sheet=options.sheet,
    )
    if rejected:  # before anything is booked, so that a place that cannot be written refuses the whole
        write_errors(desk, plan.errors, rejected, plan.paths)
    facts = _plan_facts(plan)
    if options.dry_run:
        errors = plan.errors
        facts |= {"dry_run": True, "batch": None, "counts": dict(plan.counts)}
    else:
        result = run_import(desk, plan)
        errors = result.errors
        facts |= {"dry_run": False, "batch": result.batch_id, "counts": dict(result.counts), "booked": result.booked}
        if rejected:
            write_errors(desk, errors, rejected, plan.paths)
    facts["errors"] = [_problem_facts(each, plan) for each in errors]
    return Answer(_text(facts), facts)


def _mapping(session: Session, options: Namespace) -> Mapping[str, str] | None:
    """The mapping asked for; None lets the headings be guessed."""
    found: dict[str, str] = dict(pairs(options.column, "column"))
    if options.map:
        saved = saved_mappings(session.desk, options.kind)
        found = {**(saved[options.map] if options.map in saved else _read_map(options.map)), **found}
    return found or None


def _read_map(name: str) -> dict[str, str]:
    text = read_text(name)
    try:
        found = read_object(text) if text.lstrip().startswith("{") else tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is neither JSON nor TOML: {error}.", field="map") from None
    if not all(isinstance(field, str) for field in found.values()):
        raise BadInput(f'{name} must hold lines such as "Item code" = "sku".', field="map")
    return found


def _plan_facts(plan: ImportPlan) -> dict[str, Any]:
    return {
        "kind": plan.kind,
        "format": plan.format,
        "title": plan.title,
        "mapping": dict(plan.mapping),
        "lines": plan.lines,
        "notes": list(plan.notes),
        "unbooked": dict(plan.unbooked),
    }


def _problem_facts(problem: Problem, plan: ImportPlan) -> dict[str, Any]:
    """A fault with its row and the heading of its column as the file has it."""
    headings = {field: heading for heading, field in plan.mapping.items()}
    file = {"file": problem.file} if problem.file else {}
    column = headings.get(problem.column, problem.column)
    return {**file, "row": problem.row, "column": column, "reason": problem.reason}


def _text(facts: Mapping[str, Any]) -> str:
    errors = facts["errors"]
    names = {"error": "errors"}
    counts = ", ".join(count_word(count, name, names.get(name, name)) for name, count in facts["counts"].items())
    done = "It would be" if facts["dry_run"] else f"Import {facts['batch']}:" if facts["batch"] else "Nothing to do:"
    lines = [f"{done} {counts} ({facts['title']}, {count_word(facts['lines'], 'line')})"]
    for reason, count in facts["unbooked"].items():
        lines.append(f"{count_word(count, 'line brings', 'lines bring')} nothing: {reason}")
    lines += facts["notes"][:MOST_SAID]
    lines += [_said(each) for each in errors[:MOST_SAID]]
    lines += [f"… and {len(errors) - MOST_SAID} more" for _ in [0] if len(errors) > MOST_SAID]
    return "\n".join(lines)


def _said(error: Mapping[str, Any]) -> str:
    place = [error.get("file", ""), f"row {error['row']}", error["column"]]
    return f"{', '.join(filter(None, place))}: {error['reason']}"


def _undo(session: Session, options: Namespace) -> Answer:
    removed = session.write(lambda desk: undo_import(desk, options.batch))
    return Answer(
        f"Import {options.batch} is taken back: {count_word(removed, 'row')}.",
        {"batch": options.batch, "removed": removed},
    )
