"""The commands that a packer scans off a picklist, a slip or the card at the station."""

from __future__ import annotations

import re
from enum import StrEnum


class StationCommand(StrEnum):
    """What can be asked of the station with the reader; its value is how a person calls it."""

    DONE = "DONE"
    UNDO = "UNDO"
    NEXT_BOX = "NEXT BOX"
    SHORT = "SHORT"
    NOTE = "NOTE READ"
    ANSWER = "PUT BACK"
    HELP = "HELP"


CODES: dict[StationCommand, str] = {
    StationCommand.ANSWER: "*BCK",
    StationCommand.UNDO: "*UND",
    StationCommand.NEXT_BOX: "*NXT",
    StationCommand.NOTE: "*TCK",
    StationCommand.SHORT: "*SHT",
    StationCommand.HELP: "*HLP",
    StationCommand.DONE: "*DON",
}
"""What stands in the bars of each; the star begins no code of goods or papers."""
PRINTED = tuple((command.value, code) for command, code in CODES.items())
"""(words, code) of each as a picklist bears them."""
ON_SLIP = tuple((str(command), CODES[command]) for command in (StationCommand.ANSWER, StationCommand.HELP))
"""Those of a packing slip, which is there only once its parcel is packed: what a label still wants."""
CARTON = re.compile(r"\*([A-Z0-9][A-Z0-9./-]*)", re.IGNORECASE)
"""What the bars of a carton say: the star and its code, "*M"."""
TOTE = re.compile(r"(PL-\S+)-T(\d{1,3})", re.ASCII)
"""What the bars of a tote say: "PL-1001-T2"."""


def tote_code(picklist: str, tote: int) -> str:
    """What stands in the bars of a tote of a picklist."""
    return f"{picklist}-T{tote}"


def carton_code(code: str) -> str:
    """What stands in the bars of a carton."""
    return f"*{code}"


def read_carton(code: str) -> str:
    """The code of the carton that bars give; "" for what is no bars of a carton."""
    found = CARTON.fullmatch(code.strip())
    return found[1].upper() if found else ""


_READ = {code: command for command, code in CODES.items()}


def read_command(code: str) -> StationCommand | None:
    """The command that the bars of a code give; None for any other code."""
    return _READ.get(code.strip().upper())
