"""The cash drawer at this PC: opened by the pulse that a receipt printer passes on to it (ESC/POS)."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess

from orderdesk.domain.values.errors import BadInput, Unavailable

PULSE = b"\x1bp\x00\x19\xfa"
"""ESC p: the first drawer, 50 ms on and 500 ms off."""
PORT = 9100
LONGEST = 200
_PATIENCE_SECONDS = 2.0
_HOST = re.compile(r"([\w.-]+\.[\w.-]+|\[[0-9A-Fa-f:]+\]|localhost)(?::(\d{1,5}))?")
_DEVICE = re.compile(r"/dev/\S+|(?:\\\\\.\\)?(?:COM|LPT)\d+", re.IGNORECASE)


def checked(address: str) -> str:
    """An address as it is kept, empty for none: a network printer (192.168.1.50, with its port or without), a device
    (/dev/usb/lp0, COM3), or else the name of a printer."""
    clean = address.strip()
    if len(clean) > LONGEST or not clean.isprintable() or clean.startswith("-"):
        raise BadInput("Name what the drawer hangs on: a printer's address, its device or its name.", field="drawer")
    host = _HOST.fullmatch(clean)
    if host and not 0 < int(host[2] or PORT) < 65_536:
        raise BadInput(f"{host[2]} is no port; they go from 1 to 65535.", field="drawer")
    return clean


def open_drawer(address: str) -> None:
    """Send the pulse; raises `Unavailable` with why it could not be sent."""
    host = _HOST.fullmatch(address)
    try:
        if host:
            _over_the_network(host[1].strip("[]"), int(host[2] or PORT))
        elif _DEVICE.fullmatch(address):
            _to_device(address)
        else:
            _to_printer(address)
    except (OSError, subprocess.SubprocessError) as error:
        why = getattr(error, "strerror", None) or "it does not answer"
        raise Unavailable(
            f"The drawer at {address} did not open: {why}. What was booked is kept; open it by its key."
        ) from None


def _over_the_network(host: str, port: int) -> None:
    with socket.create_connection((host, port), _PATIENCE_SECONDS) as line:
        line.sendall(PULSE)


def _to_device(device: str) -> None:
    # Only what is there: a mistyped device must not become a file.
    port = os.open(device, os.O_WRONLY)
    try:
        os.write(port, PULSE)
    finally:
        os.close(port)


def _to_printer(name: str) -> None:
    program = shutil.which("lp")
    if program is None:
        raise OSError(0, "this system takes no raw data for a printer's name; give its address or its device")
    command = [program, "-s", "-d", name, "-o", "raw", "-"]
    done = subprocess.run(  # noqa: S603  the system's own program; the printer's name is one argument of it
        command, input=PULSE, capture_output=True, timeout=_PATIENCE_SECONDS, check=False
    )
    if done.returncode:
        raise OSError(0, done.stderr.decode(errors="replace").strip()[:200] or "no reason was given")
