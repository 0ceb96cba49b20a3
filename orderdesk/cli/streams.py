"""The streams of the program: one without a console has none, and writes into nothing."""

from __future__ import annotations

import os
import sys


def ensure_streams() -> None:
    """Put the device that keeps nothing where a stream is missing.

    Windows gives a program for the window no stdin, stdout and stderr; a verb that is run by it does its work all the
    same, and its exit code tells how it went.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  as long as we run
