"""`e-invoice`: an invoice or credit note for another program to read."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import as_number
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.services.care.files_out import EINVOICE, check_ending, check_outside, write_out
from orderdesk.services.papers.einvoices import make_einvoice


def arguments(parser: Parser, verb: str) -> None:
    """The options of `e-invoice`."""
    parser.add_argument("number", metavar="ID", help="an invoice or credit note, such as INV-1001 or CN-1001")
    parser.add_argument(
        "-o", "--out", metavar="FILE", required=True, help="where to: a .pdf with the XML in it, or .xml"
    )
    parser.set_defaults(run=_make)


def _make(session: Session, options: Namespace) -> Answer:
    path = Path(options.out).expanduser()
    kind = check_ending(path, EINVOICE).removeprefix(".")
    check_outside(session.desk, path)
    number = as_number(options.number, "INV")
    made = session.write(lambda desk: make_einvoice(desk, number, kind))
    write_out(session.desk, path, made, EINVOICE)
    facts = {"number": number, "format": kind, "bytes": len(made), "file": str(path.absolute())}
    return Answer(f"The e-invoice of {number} is in {path}", facts)
