"""Without a verb: the window."""

from __future__ import annotations

from argparse import Namespace

from orderdesk.cli.parser import Parser
from orderdesk.cli.session import Session
from orderdesk.domain.values.written import local


def arguments(parser: Parser, verb: str) -> None:
    """Nothing can be said about the window but where its shop is."""
    parser.set_defaults(run=_open)


def _open(session: Session, options: Namespace) -> None:
    from orderdesk.app import run_window

    # The window opens the shop itself, or finds none yet.
    local.set_shop_form(local.BRITISH)
    raise SystemExit(run_window(session.settings, unseen=session.json))
