"""How a proof is written: one statement that returns only what is wrong, and the sentence for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, exc, text

from orderdesk.domain.care.checking import Finding
from orderdesk.domain.values.money import amount_text
from orderdesk.domain.values.quantity import quantity_text

MOST = 100
"""A rule stops after so many findings: what is wrong a thousand times is wrong once, in one place."""
Tick = Callable[[], None]


Anchor = tuple[str, int, int, str]
"""A backup as a witness: its name, when it was made (milliseconds), how many events it holds, the newest's hash."""


@dataclass(frozen=True, slots=True)
class Context:
    """What every proof may need: the shop's currency, and a call that lets a person stop a long proof."""

    currency: str
    tick: Tick
    backups: tuple[Anchor, ...] = ()


Prove = Callable[[Connection, Context], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Proof:
    """A rule as plain SQL for both databases.

    The first column, `number`, is how people call the thing; columns named q_… are quantities and m_… amounts in the
    sentence.
    """

    rule: str
    thing: str
    sql: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Family:
    """Proofs that belong together; `deep` ones are left out of the quick check."""

    title: str
    prove: Prove
    deep: bool = True


# What damaged bytes turn into when they are read: no text, no JSON, no state that anybody knows.
_UNREADABLE = (ArithmeticError, LookupError, TypeError, ValueError)


def findings_of(family: Family, connection: Connection, context: Context) -> list[Finding]:
    """The findings of a family; what cannot be read at all is one, and the other families are still asked."""
    found: list[Finding] = []
    try:
        found.extend(family.prove(connection, context))
    except exc.DBAPIError as failed:
        # A server that fails has lost the whole transaction; a damaged file has only lost this part.
        if connection.dialect.name != "sqlite":
            raise
        found.append(_unreadable(family, str(failed.orig)))
    except _UNREADABLE as failed:
        found.append(_unreadable(family, f"{type(failed).__name__}, {failed}"))
    return found


def _unreadable(family: Family, why: str) -> Finding:
    return Finding("storage.unreadable", "file", family.title, f"{family.title} could not be read to the end: {why}.")


def in_sql(*proofs: Proof) -> Prove:
    """One way to prove several statements."""

    def prove(connection: Connection, context: Context) -> Iterator[Finding]:
        for proof in proofs:
            yield from run(proof, connection, context)
            context.tick()

    return prove


def run(proof: Proof, connection: Connection, context: Context) -> Iterator[Finding]:
    """The findings of one statement."""
    limited = f"SELECT * FROM ({proof.sql}) AS wrong LIMIT {MOST}"
    for row in connection.execute(text(limited)):
        values: dict[str, Any] = row._asdict()
        said = proof.sentence.format_map(words(values, context.currency))
        yield Finding(proof.rule, proof.thing, str(values["number"]), said)


def words(values: Mapping[str, Any], currency: str) -> dict[str, str]:
    """The columns of a row as they are said."""
    return {name: _word(name, value, currency) for name, value in values.items()}


def _word(name: str, value: Any, currency: str) -> str:
    if value is None:
        return "nothing"
    if name.startswith("q_"):
        return quantity_text(int(value))
    return amount_text(int(value), currency) if name.startswith("m_") else str(value)
