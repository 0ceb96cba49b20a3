"""The command line: the second door, for schedulers, scripts and support; it calls the same services as the window."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from orderdesk.cli import parser
from orderdesk.cli.faults import USAGE, report
from orderdesk.cli.session import Session
from orderdesk.cli.streams import ensure_streams
from orderdesk.cli.writing import leave_quietly, write_answer

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb, or open the window when there is none; returns the exit code."""
    ensure_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    session = Session(json="--json" in words)
    # Every file and folder that is made from here on is its owner's alone from its first byte.
    others = os.umask(0o077)
    try:
        with session:
            places, rest = parser.read_places(words)
            session.start(places, rest)
            options = parser.read_verb(rest, places)
            answer = options.run(session, options)
            if answer is None:
                return 0
            write_answer(answer, json=session.json)
            code: int = answer.code
            return code
    except SystemExit as wanted:
        return wanted.code if isinstance(wanted.code, int) else USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        leave_quietly()
        return 0
    except Exception as error:
        return report(error, session)
    finally:
        os.umask(others)
