"""Paper to a printer by the system's own printing (CUPS): as it is, in its own size, called by its name.

The PDF itself is handed over, so that each printer draws it in its own resolution: a thermal one in sharp black dots.
"""

from __future__ import annotations

import math
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from orderdesk.domain.values.errors import Unavailable

MOST_COPIES = 99
_NAMED = {(595, 842): "A4", (612, 792): "Letter"}
_PATIENCE_SECONDS = 20
_BOX = re.compile(rb"/MediaBox\s*\[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\]")


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What is printed where: `title` is what the queue calls it, `tray` one that the printer knows (empty: its own)."""

    pdf: bytes
    printer: str
    title: str
    copies: int = 1
    tray: str = ""


def at_hand() -> bool:
    """Whether this system prints by CUPS."""
    return shutil.which("lp") is not None


def send(job: PrintJob) -> None:
    """Hand a paper to its printer; raises `Unavailable` with why it does not go."""
    known = _choices(job.printer)
    if job.tray and job.tray not in known.get("InputSlot", ()):
        trays = ", ".join(known.get("InputSlot", ())) or "none of its own"
        raise Unavailable(f"{job.printer} has no tray {job.tray[:40]}; it has {trays}.")
    options = ["print-scaling=none", *_media(job.pdf, known.get("PageSize", ()))]
    options += [f"InputSlot={job.tray}"] if job.tray else []
    words = ["lp", "-s", "-d", job.printer, "-t", job.title[:120], "-n", str(job.copies)]
    done = _run([*words, *(part for each in options for part in ("-o", each)), "-"], job.printer, job.pdf)
    if b"does not exist" in done.stderr:
        raise Unavailable(
            f"The printer {job.printer} is not there. Switch it on, or choose another in Settings, Printers."
        )
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip()[:200] or "no reason given"
        raise Unavailable(f"{job.printer} did not print {job.title}: {why}. It can be printed again.")


def page_size(pdf: bytes) -> tuple[float, float] | None:
    """Width and height of the first page in points; None where the file does not say."""
    found = _BOX.search(pdf)
    if found is None:
        return None
    left, bottom, right, top = (float(each) for each in found.groups())
    return right - left, top - bottom


def _media(pdf: bytes, sizes: tuple[str, ...]) -> list[str]:
    """The sheet as the printer calls it: by name, by its points, or as a size of our own."""
    page = page_size(pdf)
    if page is None:
        return []
    width, height = math.ceil(page[0] - 0.1), math.ceil(page[1] - 0.1)
    name = next((name for (wide, high), name in _NAMED.items() if abs(wide - width) + abs(high - height) < 4), "")
    if not name:
        points = f"w{width}h{height}"
        name = points if points in sizes else f"Custom.{width}x{height}"
    return [f"media={name}"]


def _choices(printer: str) -> dict[str, tuple[str, ...]]:
    """What a printer offers by option: {"PageSize": ("A4", "w288h432"), "InputSlot": ("Tray1",)}."""
    done = _run(["lpoptions", "-p", printer, "-l"], printer)
    found = {}
    for line in done.stdout.decode(errors="replace").splitlines():
        option, _, values = line.partition(":")
        found[option.partition("/")[0]] = tuple(value.lstrip("*") for value in values.split())
    return found


def _run(words: list[str], printer: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    program = shutil.which(words[0])
    if program is None:
        raise Unavailable(f"This system has no {words[0]}; save the paper as PDF and print that.")
    try:
        return subprocess.run(  # noqa: S603  the system's own program; what a person typed are arguments of it
            [program, *words[1:]], input=given, capture_output=True, timeout=_PATIENCE_SECONDS, check=False,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise Unavailable(f"The printer {printer} does not answer; print again when it is on.") from None
