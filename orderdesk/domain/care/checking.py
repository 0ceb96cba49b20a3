"""What a check of the books came to: the findings, and the certificate that is kept with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

MOST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that one thing breaks: `rule` as in "stock.on-hand", `thing` its kind, `number` how people call it."""

    rule: str
    thing: str
    number: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """The outcome of a check: how much was looked at, what was found, and the fingerprints of the documents.

    `hashes` are SHA-256 over each append-only sequence; two databases with the same ones hold the same documents.
    """

    made_at: datetime
    made_by: str
    deep: bool
    database: str
    counts: Mapping[str, int]
    findings: tuple[Finding, ...]
    milliseconds: int
    hashes: Mapping[str, str]

    @property
    def ok(self) -> bool:
        return not self.findings

    def text(self) -> str:
        """The certificate on one page."""
        took = f"{self.milliseconds // 1000}.{self.milliseconds % 1000 // 100} s"
        lines = [
            f"Check of the books{', deep' if self.deep else ''}: {self._verdict()}",
            f"{self.made_at:%Y-%m-%d %H:%M} UTC by {self.made_by}, {self.database}, in {took}",
            "Looked at " + ", ".join(f"{count:,} {name}" for name, count in self.counts.items()),
            *(f"- {each.sentence} ({each.rule})" for each in self.findings[:MOST_SHOWN]),
        ]
        if len(self.findings) > MOST_SHOWN:
            lines.append(f"… and {len(self.findings) - MOST_SHOWN:,} more")
        lines += [f"{name}: {value}" for name, value in self.hashes.items()]
        return "\n".join(lines) + "\n"

    def _verdict(self) -> str:
        if self.ok:
            return "everything ties"
        return "1 thing is wrong" if len(self.findings) == 1 else f"{len(self.findings):,} things are wrong"
