"""How a PostgreSQL server keeps the seals: what each statement changes is added up by triggers of every table.

The sums of a transaction are kept in settings of its own; `settle_seals()` adds them to the seals before the commit.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import blake2b

MASK = (1 << 62) - 1
"""Digests and sums are whole numbers below this, so that two of them add up in the databases' own."""
MOMENTS = {"added": ("INSERT", ("NEW",)), "changed": ("UPDATE", ("OLD", "NEW")), "gone": ("DELETE", ("OLD",))}
"""What can happen to a row, and which sides of it are told."""
DESK_SETTING = "orderdesk.desk"
"""Said by every connection of ours; a change from a connection that does not is refused by the server."""
DIGEST = f"(hashtextextended({{row}}::text, 0) & {MASK})"
_ADD_UP = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    n_rows bigint;
    n_sum numeric;
    kept text := current_setting('orderdesk.sum_' || TG_TABLE_NAME, true);
BEGIN
    IF current_setting('{setting}', true) IS DISTINCT FROM 'on' THEN
        RAISE EXCEPTION 'only OrderDesk changes %', TG_TABLE_NAME;
    END IF;
    SELECT {rows}, {total} INTO n_rows, n_sum;
    IF n_rows <> 0 OR n_sum <> 0 THEN
        IF kept <> '' THEN
            n_rows := n_rows + split_part(kept, ' ', 1)::bigint;
            n_sum := n_sum + split_part(kept, ' ', 2)::numeric;
        END IF;
        PERFORM set_config('orderdesk.sum_' || TG_TABLE_NAME, n_rows || ' ' || n_sum, true);
        PERFORM set_config('orderdesk.changed', 'yes', true);
    END IF;
    RETURN NULL;
END $$
"""
_COUNT = "(SELECT count(*) FROM {side})"
_SUM = "(SELECT coalesce(sum({digest}), 0) FROM {side} s)"
_SIGNS = {"OLD": "-", "NEW": "+"}
_SIDES = {"NEW": "rows_now", "OLD": "rows_before"}
_SETTLE = """
CREATE OR REPLACE FUNCTION settle_seals() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('orderdesk.changed', true) IS DISTINCT FROM 'yes' THEN
        RETURN;
    END IF;
    PERFORM 1 FROM seals WHERE name = 'events' FOR UPDATE;
    UPDATE seals SET counted = counted + split_part(d.kept, ' ', 1)::bigint,
        total = (total + mod(mod(split_part(d.kept, ' ', 2)::numeric, $beyond) + $beyond, $beyond)::bigint)
            & $mask
    FROM (SELECT name AS table_name, current_setting('orderdesk.sum_' || name, true) AS kept FROM seals) d
    WHERE d.table_name = seals.name AND d.kept <> '';
    UPDATE seals SET total = (total + mod(mod(d.change, $beyond) + $beyond, $beyond)::bigint) & $mask
    FROM (SELECT sum(split_part(k.kept, ' ', 2)::numeric * k.weight) AS change FROM (
        SELECT w.weight, current_setting('orderdesk.sum_' || w.name, true) AS kept
        FROM (VALUES $weights) w(name, weight)
    ) k WHERE k.kept <> '') d
    WHERE seals.name = 'seals' AND d.change IS NOT NULL;
END $$
"""


def hashed(kept: bytes) -> int:
    """Bytes as one number of those that are added up."""
    return int.from_bytes(blake2b(kept, digest_size=8).digest(), "big") & MASK


def weight(table: str) -> int:
    """What the sum of a table counts in the seal of the seals: odd, and another for each table."""
    return hashed(table.encode()) | 1


def row_of(side: str, table: str, caches: Collection[str], columns: Mapping[str, Sequence[str]]) -> str:
    """A row as the server is to see it: whole, or where the table holds caches, of its other columns."""
    if table not in caches:
        return side
    return "ROW(" + ", ".join(f'{side}."{name}"' for name in columns[table]) + ")"


def statements(columns: Mapping[str, Sequence[str]], caches: Collection[str]) -> Iterator[str]:
    """What lets the server add up the changes of these tables, of which some hold caches beside the sealed columns."""
    weights = ", ".join(f"('{table}', {weight(table)}::numeric)" for table in columns)
    yield _SETTLE.replace("$beyond", str(MASK + 1)).replace("$mask", str(MASK)).replace("$weights", weights)
    for word in MOMENTS:
        yield _adding(f"seal_{word}", word, "s")
    for table in columns:
        own = f"{table}_" if table in caches else ""
        for word, (moment, sides) in MOMENTS.items():
            if own:
                yield _adding(f"seal_{own}{word}", word, row_of("s", table, caches, columns))
            named = " ".join(f"{side} TABLE AS {_SIDES[side]}" for side in sides)
            yield f"DROP TRIGGER IF EXISTS seal_{table}_{word} ON {table}"
            yield (
                f"CREATE TRIGGER seal_{table}_{word} AFTER {moment} ON {table} REFERENCING {named} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION seal_{own}{word}()"
            )


def _adding(name: str, word: str, row: str) -> str:
    _, sides = MOMENTS[word]
    rows = " ".join(_SIGNS[side] + _COUNT.format(side=_SIDES[side]) for side in sides)
    total = " ".join(_SIGNS[side] + _SUM.format(digest=DIGEST.format(row=row), side=_SIDES[side]) for side in sides)
    return _ADD_UP.format(name=name, setting=DESK_SETTING, rows=rows, total=total)
