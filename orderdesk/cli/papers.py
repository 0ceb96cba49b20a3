"""`print`: a paper to a file or to a printer."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import as_number
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.fulfilment.boxes import Box, positions_words
from orderdesk.domain.values.errors import Refused, Unavailable
from orderdesk.integrations.printing import MOST_COPIES, PrintJob
from orderdesk.services.care.files_out import PDF, check_ending, check_outside, write_out
from orderdesk.services.orders.views import order_asked, shipment_meant, view_shipment
from orderdesk.services.papers import PAPERS, Paper, notices, paper_of, paper_title, render

SIZES = ("a4", "letter", "4x6", "80mm")


def arguments(parser: Parser, verb: str) -> None:
    """The options of `print`."""
    parser.add_argument("paper_id", metavar="PAPER", choices=tuple(each.id for each in PAPERS), help="what to print")
    parser.add_argument(
        "number",
        metavar="ID",
        help="its number, such as INV-1001; for slip and label a shipment, a box (SH-1001-2) "
        "or the order of one shipment; "
        "a day, X or Z-3",
    )
    parser.add_argument("-o", "--out", metavar="FILE", help="save it as PDF")
    parser.add_argument("--printer", metavar="P", help="else the printer set for that paper")
    parser.add_argument("--copies", type=int, default=1, metavar="N", help="how many sheets of each; else one")
    parser.add_argument("--tray", default="", metavar="T", help="the printer's tray; else the one set for that paper")
    parser.add_argument("--paper", choices=SIZES, help="the sheet; else the shop's own")
    parser.add_argument("--box", type=int, metavar="N", help="one box of the shipment; else all, one after the other")
    parser.set_defaults(run=_print)


def _print(session: Session, options: Namespace) -> Answer:
    paper = paper_of(options.paper_id)
    number, box = _number(session, paper, options.number)
    box = options.box or box
    printer = options.printer or session.settings.printers.get(paper.id, "")
    if not 1 <= options.copies <= MOST_COPIES:
        raise Refused(f"Print from 1 to {MOST_COPIES} copies.", field="copies")
    if not options.out and not printer:
        raise Unavailable(
            f"No printer is set for the {paper.title.lower()}; name one with --printer, or save it with -o."
        )
    size = options.paper or session.settings.sizes.get(paper.id)
    if options.out:
        check_ending(Path(options.out), PDF)
        check_outside(session.desk, Path(options.out).expanduser())
    pdf = session.write(lambda desk: render(desk, paper.id, number, size, box=box))
    lacks = notices(session.desk, paper.id, number)
    facts: dict[str, object] = {"paper": paper.id, "number": number, "bytes": len(pdf), "warnings": list(lacks)}
    below = "".join(f"\n{each}" for each in lacks)
    boxes = _boxes(session, number) if paper.boxed else ()
    what = f"{paper.title} {number}"
    if paper.boxed and (box or len(boxes) > 1):
        facts["boxes"] = [box] if box else [each.position for each in boxes]
        what += f", box {box}," if box else f", boxes {positions_words(boxes, 'and')},"
    if options.out:
        path = Path(options.out).expanduser()
        write_out(session.desk, path, pdf, PDF)
        return Answer(f"{what} is in {path}{below}", {**facts, "file": str(path.absolute())})
    from orderdesk.ui.bench.printing import send  # here, as a paper for a file needs no Qt

    tray = options.tray or session.settings.trays.get(paper.id, "")
    send(PrintJob(pdf, printer, paper_title(paper.id, number), options.copies, tray))
    return Answer(f"{what} went to {printer}{below}", {**facts, "printer": printer})


def _number(session: Session, paper: Paper, word: str) -> tuple[str, int | None]:
    """The number of the thing to be printed, and the box where one is named: an order may be named by what its web shop
    calls it, and a shipment by its order."""
    if paper.series == "SO":
        return order_asked(session.desk, word)[1], None
    if paper.boxed:
        key, box = shipment_meant(session.desk, as_number(word, paper.series), _EVENTS[paper.id])
        return view_shipment(session.desk, key).number, box
    return (as_number(word, paper.series) if paper.series else word), None


def _boxes(session: Session, number: str) -> Sequence[Box]:
    key, _ = shipment_meant(session.desk, number, "label")
    return view_shipment(session.desk, key).packed


_EVENTS = {"label": "label", "packing-slip": "slip"}
