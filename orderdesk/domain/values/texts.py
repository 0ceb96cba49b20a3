"""Text a person typed: trimmed, in one Unicode form, and free of what cannot be shown or printed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from orderdesk.domain.values.cards import refuse_card
from orderdesk.domain.values.errors import Refused

LONGEST = 2_000
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]{2,}")
_UNSHOWABLE = ("Cc", "Cs", "Cn", "Zl", "Zp")
# Spaces without width come along with what is copied from a web page; what turns the direction of reading round can
# make one name look like another. Marks that scripts and emoji need to join or part their letters stay.
_UNSEEN = dict.fromkeys((0x200B, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def clean(text: str, field: str, *, required: bool = False, lines: bool = False, longest: int = LONGEST) -> str:
    """`text` as it is kept; refuse control characters (but line breaks where `lines`) and what is too long.

    Letters of every script, emoji and right-to-left text are welcome; what cannot be seen is left out. `field` names
    the input in the sentence.
    """
    name = field.replace("_", " ")
    typed = text.replace("\r\n", "\n").strip()
    if typed.isascii() and typed.isprintable():
        kept = typed
    else:
        kept = unicodedata.normalize("NFC", typed.translate(_UNSEEN)).strip()
        if all(unicodedata.category(letter) == "Cf" for letter in kept):
            kept = ""
        if any(_unshowable(letter) and not (lines and letter in "\n\t") for letter in kept):
            raise Refused(f"The {name} has a character that cannot be printed; type it again.", field=field)
    if required and not kept:
        raise Refused(f"Enter the {name}.", field=field)
    refuse_card(short_text(kept, field, longest=longest), field)
    return kept


def short_text(text: str, field: str, *, longest: int = LONGEST) -> str:
    """A text as it was typed; refuse one that is too long to keep."""
    if len(text) > longest:
        raise Refused(f"The {field.replace('_', ' ')} is longer than {longest:,} characters.", field=field)
    return text


def clean_email(text: str, field: str = "email") -> str:
    """An e-mail address, or nothing; refuse what has not the shape of one."""
    kept = clean(text, field, longest=254)
    if kept and not _EMAIL.fullmatch(kept):
        raise Refused(f"{kept} is not a valid e-mail address; it should look like name@shop.example.", field=field)
    return kept


def one_of(text: str, field: str, choices: tuple[str, ...]) -> str:
    """One of the words allowed."""
    kept = text.strip()
    if kept not in choices:
        raise Refused(f"Choose the {field.replace('_', ' ')}: {', '.join(choices)}.", field=field)
    return kept


def _unshowable(letter: str) -> bool:
    # Private and unassigned code points may be emoji younger than this Python: only those outside the emoji planes go.
    kind = unicodedata.category(letter)
    return kind in _UNSHOWABLE and not (kind == "Cn" and "\U0001f000" <= letter <= "\U0001fbff")


def count_word(count: int, thing: str, things: str = "") -> str:
    """A number with its noun: "1 line", "3 lines"."""
    return f"{count:,} {thing if count == 1 else things or thing + 's'}"


def listed(words: Sequence[str], joined_by: str = "and") -> str:
    """Words in a row as they stand in a sentence: "a", "a and b", "a, b and c"; "" for none."""
    return f" {joined_by} ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""
