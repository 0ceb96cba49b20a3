"""This program on this PC, as other programs and PCs are told of it."""

from __future__ import annotations

import getpass
import os
import socket


def who() -> str:
    """The user and the PC: "anna on till-2"."""
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "someone"
    return f"{user} on {socket.gethostname()}"


def origin() -> str:
    """The mark of this process on its notices, without spaces, so that it does not hear itself."""
    return f"{socket.gethostname()}:{os.getpid()}"
