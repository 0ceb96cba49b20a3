"""`report` and `export`: figures on the screen or in a file, and whole tables for other programs."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import Any

from orderdesk.cli.money.day_json import report_facts, report_text
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_day
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer, columns
from orderdesk.domain.values.errors import BadInput
from orderdesk.domain.values.texts import count_word
from orderdesk.services.care.files_out import TABLE, check_ending, check_outside, write_out
from orderdesk.services.money.day_report import day_report
from orderdesk.services.money.till_views import session_of_z, z_report
from orderdesk.services.reports.exporting import EXPORTS, export_table
from orderdesk.services.reports.reports import REPORTS, report_table
from orderdesk.services.reports.tables import ReportTable, as_csv, as_xlsx

_WORDS = {
    "date": "DATE",
    "z": "--z",
    "till": "--till",
    "first": "--from",
    "last": "--to",
    "day": "--day",
    "csv": "--csv",
    "out": "-o",
}
_OF_A_DAY, _OF_A_Z, _OF_A_TABLE = ("date",), ("z", "till"), ("first", "last", "csv", "out")
_OF_ACCOUNTS = ("first", "last", "day", "csv", "out")


def arguments(parser: Parser, verb: str) -> None:
    """The options of the two verbs."""
    if verb == "export":
        kinds = tuple(each.id for each in EXPORTS)
        parser.add_argument("kind", choices=kinds, metavar="KIND", help=", ".join(kinds))
        parser.add_argument("file", metavar="FILE", help=".csv or .xlsx")
        parser.set_defaults(run=_export)
        return
    names = ("day", *(each.id for each in REPORTS))
    parser.add_argument("name", choices=names, metavar="NAME", help=", ".join(names))
    parser.add_argument("date", nargs="?", metavar="DATE", help="of the day report; else today")
    parser.add_argument("--z", type=int, metavar="N", help="the Z report of that number instead")
    parser.add_argument("--till", default="", metavar="NAME")
    parser.add_argument("--from", dest="first", metavar="DATE")
    parser.add_argument("--to", dest="last", metavar="DATE")
    parser.add_argument("--day", metavar="DATE", help="of the accounts: what they come to when that day is over")
    parser.add_argument("--csv", action="store_true", help="say a table as CSV")
    parser.add_argument("-o", "--out", metavar="FILE", help="write a table as .csv or .xlsx")
    parser.set_defaults(run=_report)


def _report(session: Session, options: Namespace) -> Answer:
    desk = session.desk
    _check_options(options)
    if options.name == "day":
        asked = read_day(options.date, "date") if options.date else None
        by_z = options.z is not None
        found = z_report(desk, session_of_z(desk, options.z, till=options.till)) if by_z else day_report(desk, asked)
        return Answer(report_text(found), report_facts(found, desk.zone))
    table = report_table(desk, options.name, *_days(session, options))
    if options.out:
        return _written(session, table, options.out)
    return Answer(as_csv(table).rstrip() if options.csv else _text(table), _facts(table))


def _days(session: Session, options: Namespace) -> tuple[date, date]:
    """The days that a table is about: this month so far unless it is said."""
    if options.day:
        if options.first or options.last:
            raise BadInput("Give a day, or from when to when.", field="day")
        day = read_day(options.day, "day")
        return day, day
    last = read_day(options.last, "to") if options.last else session.desk.today
    return read_day(options.first, "from") if options.first else last.replace(day=1), last


def _check_options(options: Namespace) -> None:
    """Refuse what the report asked for would pass over."""
    by_z, day = options.z is not None, options.name == "day"
    table = _OF_ACCOUNTS if options.name == "accounts" else _OF_A_TABLE
    meant = _OF_A_Z if by_z and day else _OF_A_DAY if day else table
    for name, word in _WORDS.items():
        if name not in meant and getattr(options, name) not in (None, "", False):
            what = "a Z report" if by_z and day else "the day report" if day else options.name
            takes = " and ".join(_WORDS[each] for each in meant)
            paper = "; a file of it is made by: orderdesk print day-report" if day and name == "out" else ""
            raise BadInput(f"{word} is not for {what}, which takes {takes}{paper}.", field=name)


def _export(session: Session, options: Namespace) -> Answer:
    path = Path(options.file).expanduser()
    check_ending(path, TABLE)
    check_outside(session.desk, path)
    return _written(session, export_table(session.desk, options.kind), options.file)


def _written(session: Session, table: ReportTable, name: str) -> Answer:
    path = Path(name).expanduser()
    content = as_xlsx(table) if check_ending(path, TABLE) == ".xlsx" else as_csv(table).encode("utf-8-sig")
    write_out(session.desk, path, content, TABLE)
    facts = {"file": str(path.absolute()), "rows": len(table.rows)}
    return Answer(f"{count_word(len(table.rows), 'row')} {'is' if len(table.rows) == 1 else 'are'} in {path}", facts)


def _facts(table: ReportTable) -> dict[str, Any]:
    names = [head.title for head in table.heads]
    return {
        "report": table.id,
        "title": table.title,
        "period": table.period,
        "rows": [dict(zip(names, row, strict=True)) for row in table.rows],
        "totals": dict(zip(names, table.totals, strict=True)) if table.totals else None,
    }


def _text(table: ReportTable) -> str:
    heads = tuple(head.title for head in table.heads)
    rows = [tuple(cell[:40] for cell in row) for row in (heads, *table.rows, *([table.totals] if table.totals else []))]
    right = [place for place, head in enumerate(table.heads) if head.figure]
    return f"{table.title}, {table.period}\n{columns(rows, right=right)}"
