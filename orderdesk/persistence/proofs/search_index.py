"""The search index knows each record once."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql
from orderdesk.persistence.schema.ddl import SEARCHED


def _missing(kind: str) -> str:
    return (
        f"SELECT t.number AS number FROM (SELECT {'sku' if kind == 'items' else 'number'} AS number, id FROM {kind}) "
        f"AS t WHERE t.id NOT IN (SELECT rowid FROM search_{kind})"
    )


def _left_over(kind: str) -> str:
    return f"SELECT rowid AS number FROM search_{kind} WHERE rowid NOT IN (SELECT id FROM {kind})"


prove = in_sql(
    *(
        Proof("search.missing", kind[:-1], _missing(kind), f"{{number}} cannot be found: the index of {kind} lacks it.")
        for kind in SEARCHED
    ),
    *(
        Proof(
            "search.left-over",
            kind[:-1],
            _left_over(kind),
            f"The index of {kind} finds {{number}}, which is not there.",
        )
        for kind in SEARCHED
    ),
)
