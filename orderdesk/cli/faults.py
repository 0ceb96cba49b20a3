"""What is said when something cannot be done, and with which exit code."""

from __future__ import annotations

import json
import traceback
from typing import Any

from orderdesk.cli.session import Session
from orderdesk.cli.writing import write_note
from orderdesk.domain.values.errors import BadInput, NotFound, Refused, StorageFailed, Unavailable
from orderdesk.domain.values.rights import NotAllowed

USAGE, REFUSED, STORAGE, OUTSIDE, BUG = 2, 3, 4, 5, 70
_KINDS: tuple[tuple[type[Exception], str, int], ...] = (
    (BadInput, "bad-input", USAGE),
    (NotAllowed, "not-allowed", REFUSED),
    (NotFound, "not-found", REFUSED),
    (Refused, "refused", REFUSED),
    (StorageFailed, "storage", STORAGE),
    (Unavailable, "unavailable", OUTSIDE),
)
_LOG_BYTES, _LOGS = 1_000_000, 3


def report(error: Exception, session: Session) -> int:
    """Say on stderr in one sentence why it was not done; returns the exit code. A bug is written to the log."""
    for kind, name, code in _KINDS:
        if isinstance(error, kind):
            _say(name, str(error), session, error)
            return code
    _say("bug", _logged(error, session), session, error)
    return BUG


def _say(kind: str, message: str, session: Session, error: Exception) -> None:
    line = " ".join(message.split())
    if session.json:
        told: dict[str, Any] = {"kind": kind, "message": line}
        told |= {name: value for name in ("field", "line") if (value := getattr(error, name, None)) is not None}
        line = json.dumps({"error": told}, separators=(",", ":"))
    write_note(line)


def _logged(error: Exception, session: Session) -> str:
    """Write a bug down; the sentence says where. Values of the database stay out of it: a log is sent to strangers."""
    from logging import Formatter, LogRecord
    from logging.handlers import RotatingFileHandler

    path = session.log
    where = "".join(traceback.format_tb(error.__traceback__))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_LOG_BYTES, backupCount=_LOGS, encoding="utf-8")
        handler.setFormatter(Formatter("%(asctime)s %(message)s"))
        text = f"{session.verb}: {type(error).__name__}\n{where}"
        handler.emit(LogRecord("orderdesk", 40, __file__, 0, text, None, None))
        handler.close()
    except OSError:
        return f"That is a fault of OrderDesk ({type(error).__name__}), and its log {path} cannot be written."
    return f"That is a fault of OrderDesk ({type(error).__name__}). What happened is written down in {path}."
