"""`e-invoice`: an invoice or credit note for another program to read."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from orderdesk.cli.files import write_whole
from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import as_number
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.services.papers.einvoices import FORMATS, make_einvoice


def arguments(parser: Parser, verb: str) -> None:
    """The options of `e-invoice`."""
    parser.add_argument("number", metavar="ID", help="an invoice or credit note, such as INV-1001 or CN-1001")
    parser.add_argument(
        "-o", "--out", metavar="FILE", required=True, help="where to: a .pdf with the XML in it, or .xml"
    )
    parser.set_defaults(run=_make)


def _make(session: Session, options: Namespace) -> Answer:
    path = Path(options.out).expanduser()
    kind = path.suffix.lower().removeprefix(".") or FORMATS[0]
    number = as_number(options.number, "INV")
    made = session.write(lambda desk: make_einvoice(desk, number, kind))
    write_whole(path, made)
    facts = {"number": number, "format": kind, "bytes": len(made), "file": str(path.absolute())}
    return Answer(f"The e-invoice of {number} is in {path}", facts)
