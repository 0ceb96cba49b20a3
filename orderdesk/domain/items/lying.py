"""How an item lies in a box."""

from __future__ import annotations


def lying_marks(*, upright: bool, fragile: bool) -> tuple[str, ...]:
    """The marks of an item as they are printed; none for what lies anyhow."""
    return (*(["this side up"] if upright else []), *(["fragile"] if fragile else []))


def lying_words(*, upright: bool, fragile: bool) -> str:
    """The same in a sentence: "this side up, fragile"."""
    return ", ".join(lying_marks(upright=upright, fragile=fragile))
