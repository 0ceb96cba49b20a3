"""`logo`: the picture that the shop's papers bear."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from orderdesk.cli.parser import Parser
from orderdesk.cli.reading import read_bytes
from orderdesk.cli.session import Session
from orderdesk.cli.writing import Answer
from orderdesk.domain.values.errors import BadInput
from orderdesk.services.shop.shop import logo_now, set_logo


def arguments(parser: Parser, verb: str) -> None:
    """The options of `logo`."""
    parser.add_argument("file", nargs="?", metavar="FILE", help="a PNG or JPEG; without it, says whether there is one")
    parser.add_argument("--remove", action="store_true", help="papers from now on bear none")
    parser.set_defaults(run=_logo)


def _logo(session: Session, options: Namespace) -> Answer:
    if options.file and options.remove:
        raise BadInput("Give a picture or --remove, not both.", field="file")
    if options.file or options.remove:
        picture = None if options.remove else read_bytes(Path(options.file), "logo")
        session.write(lambda desk: set_logo(desk, picture))
    kept = logo_now(session.desk)
    return Answer("Papers bear the shop's logo." if kept else "Papers bear no logo.", {"logo": kept is not None})
