"""The words for backups: when one was made, what it holds, and what a restore would take away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from orderdesk.domain.values.texts import count_word

if TYPE_CHECKING:
    from orderdesk.persistence.care.archive import Manifest
    from orderdesk.persistence.record.newer import Newer
    from orderdesk.services.care.keeping import BroughtBack, Loss


def made_at(manifest: Manifest) -> str:
    """When a backup was made, such as "22 November 2026, 18:04"."""
    return f"{manifest.made_at.day} {manifest.made_at:%B %Y, %H:%M}"


def question(loss: Loss) -> str:
    """What a restore would do, in numbers, for the person to agree to."""
    holds = f"It holds {_held(loss.manifest)}."
    if loss.newer.anything:
        since = f"What was entered after it was made will be missing: {_lost(loss.newer)}."
    else:
        since = "No order, invoice or payment was entered after it was made."
    return f"{holds} {since} The shop of now is backed up first and kept aside."


def came_back(back: BroughtBack) -> str:
    """What stands open after a restore, and where the shop before it lies."""
    kept = f" The shop before it is kept as {back.kept}." if back.kept else ""
    doubt = f" {len(back.findings)} things in its books do not tie, see Verify books." if back.findings else ""
    said = f"This is the shop of {made_at(back.manifest)} UTC with {_held(back.manifest)}."
    return f"{said}{kept}{doubt} Automatic backups pause until OrderDesk is started again."


def _held(manifest: Manifest) -> str:
    orders, invoices = (manifest.counts.get(name, 0) for name in ("orders", "invoices"))
    return f"{count_word(orders, 'order')} and {count_word(invoices, 'invoice')}"


def _lost(newer: Newer) -> str:
    counted = ((newer.orders, "order"), (newer.invoices, "invoice"), (newer.payments, "payment"))
    return ", ".join(count_word(count, noun) for count, noun in counted)
