"""What a verb answers: one JSON object for programs, a few plain lines for people; written after the commit."""

from __future__ import annotations

import json as json_text
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from orderdesk.domain.lifecycles import Move
from orderdesk.domain.values.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Answer:
    """`facts` are plain JSON values (money and quantities as texts, times in ISO 8601); `text` says the same. `code`
    is the exit code."""

    text: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    code: int = 0


def move_facts(moves: Sequence[Move]) -> list[dict[str, Any]]:
    """What may happen to a thing now: each with its title, and the sentence why not or null."""
    return [asdict(move) for move in moves]


def write_answer(answer: Answer, *, json: bool) -> None:
    """Write an answer as one line of JSON, or as text."""
    write_line(as_json(answer.facts) if json else answer.text)


def as_json(facts: Mapping[str, Any]) -> str:
    """One JSON object on one line; every letter survives any terminal."""
    return json_text.dumps(facts, separators=(",", ":"))


def write_line(text: str) -> None:
    """Write a line at once, so that a reader who sees it may rely on it; a terminal that lacks a letter gets "?"."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        leave_quietly()
        raise Unavailable(f"It is done and kept, but the answer cannot be written: {error.strerror}.") from None


def write_note(text: str) -> None:
    """Say something beside the answer, on stderr."""
    encoding = sys.stderr.encoding or "utf-8"
    sys.stderr.write(" ".join(text.split()).encode(encoding, "replace").decode(encoding) + "\n")


def leave_quietly() -> None:
    """The reader went away (`| head`): nothing more is written, and nothing is said about it."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def columns(rows: Sequence[Sequence[str]], *, right: Sequence[int] = ()) -> str:
    """Rows as aligned text; the columns in `right` are numbers."""
    if not rows:
        return ""
    widths = [max(len(row[index]) for row in rows) for index in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if index in right else cell.ljust(width)
            for index, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
