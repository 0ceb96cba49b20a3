"""The ways in which something cannot be done, each with a sentence for the person at the desk."""

from __future__ import annotations


class OrderDeskError(Exception):
    """Base of the errors that are said to a person; `str(error)` is one plain sentence."""


class Refused(OrderDeskError):
    """A rule says no and nothing was changed; `field` names the input to mend, `line` the line (from 1)."""

    def __init__(self, message: str, *, field: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.line = line


class Doubtful(Refused):
    """What is likely a slip; it is done when somebody says that it is meant."""


class NotFound(Refused):
    """What was asked for does not exist."""


class BadInput(OrderDeskError):
    """A file or text could not be read as what it should be; nothing was changed."""

    def __init__(self, message: str, *, field: str | None = None, line: int | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.line = line


class StorageFailed(OrderDeskError):
    """The database could not be opened or written: full, read-only, locked, damaged or not ours."""


class Unwritable(StorageFailed):
    """Nothing can be kept just now, for a reason outside of OrderDesk: a full disk, a file, folder or server that may
    only be read. What is there can still be read."""


class Unavailable(OrderDeskError):
    """The outside world did not answer (printer, network, mail); the work is kept for another try."""
