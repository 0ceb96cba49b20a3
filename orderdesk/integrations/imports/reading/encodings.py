"""Which letters the bytes of a text stand for: by its mark, UTF-8 if it is, else the one old encoding that makes words.

Old encodings carry no name, and many bytes can be read in several of them. Each one is tried: letters in the middle of
words, one script a word and the common characters of Chinese, Japanese and Korean speak for it. Where several are left
that read differently the file is refused, and the person names the encoding.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.imports.mac_letters import is_mac_roman

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ESCAPES = b"\x1b$"
_USUAL = "cp1252"
_SINGLE = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "iso8859_15",
    "cp850", "cp437", "cp852", "cp866", "koi8_r", "cp874", "mac_roman",
)  # fmt: skip
_WIDE = ("cp932", "gb18030", "big5", "cp949", "euc_jp")
NAMES = ("utf-8", "utf-16", *_SINGLE, *_WIDE)
"""The encodings a person may choose from; any other that Python knows may be named as well."""
_IN_WORDS = "’´·×–—"
_BEFORE_WORDS = _IN_WORDS + "‘“”„«»‹›¿¡№…"
_AS_SIGNS = "€£¥§©®™°ºª½¼¾²³µ·•×–—‘’“”„…«»‹›¿¡№"
_MOST_ODD = 0.1
_VOWELS = {"cyrillic": "аеёиоуыэюяіїєў", "greek": "αεηιουωάέήίόύώϊϋΐΰ"}
_COMMON = {
    "gb18030": ("gb2312", 0xB0, 0xD7),
    "big5": ("big5", 0xA4, 0xC6),
    "cp932": ("shift_jis", 0x88, 0x98),
    "euc_jp": ("shift_jis", 0x88, 0x98),
    "cp949": ("euc_kr", 0xB0, 0xC8),
}
_ENOUGH = 6
_TWO_NORTHS = frozenset("ÞþÐðÝý")
_WORD = re.compile(r"[^\s,;|\t\"]*[^\x00-\x7f][^\s,;|\t\"]*")


def known_encoding(name: str) -> str:
    """An encoding that was named, as Python calls it; refuse one that it does not know."""
    try:
        found = codecs.lookup(name.strip())
        "".encode(found.name)
    except (LookupError, ValueError):
        raise BadInput(
            f"{name.strip()[:40]} is not a known encoding; some are {', '.join(NAMES)}.", field="encoding"
        ) from None
    return found.name


def marked(start: bytes) -> str:
    """The encoding a text begins by telling, or shows by its zeros or escapes; "" when it does not."""
    for mark, name in _MARKS:
        if start.startswith(mark):
            return name
    if wide := _zeros(start):
        return wide
    return "iso2022_jp" if _ESCAPES in start and start.isascii() else ""


def _zeros(start: bytes) -> str:
    """UTF-16 without its mark: commas and line ends are plain, so zeros stand at every second place only."""
    body = start.rstrip(b"\0\x1a") if len(start.rstrip(b"\0\x1a")) > 1 else b""
    even, odd = body[::2].count(0), body[1::2].count(0)
    if odd and odd * 20 >= len(body) and not even:
        return "utf-16-le"
    return "utf-16-be" if even and even * 20 >= len(body) and not odd else ""


def old_encoding(sample: bytes, name: str) -> str:
    """The one old encoding in which a text makes words; refuse a text with none, or with several."""
    start = sample.find(b"\n") + 1 if len(sample) > 1_000 else 0
    whole = sample[start : sample.rfind(b"\n") + 1] or sample
    wide = _fitting(whole, _WIDE)
    single = _fitting(whole, _SINGLE)
    best = min(wide.values(), default=1.0)
    wide = {each: odd for each, odd in wide.items() if odd == best}
    if wide and not single:
        found = _only(whole, list(wide), name)
    elif single and not wide:
        found = "mac_roman" if "mac_roman" in single and is_mac_roman(whole) else _likeliest(whole, list(single), name)
    elif single and wide:
        found = _only(whole, [*wide, next(iter(single))], name)
    else:
        raise BadInput(
            f"{name} is no table of text in any encoding known here; save it as CSV UTF-8, or name its encoding.",
            field="encoding",
        )
    return found


def _fitting(sample: bytes, names: tuple[str, ...]) -> dict[str, float]:
    """The encodings in which a text makes words, each with how odd it is still."""
    found = {}
    for name in names:
        text = _decoded(sample, name)
        odd = _oddness(text, name) if text else 1.0
        if odd <= _MOST_ODD:
            found[name] = odd
    return found


def _decoded(sample: bytes, name: str) -> str:
    try:
        return sample.decode(name)
    except UnicodeDecodeError:
        return ""


def _oddness(text: str, encoding: str) -> float:
    """The part of the foreign letters that stand where no word has them, from 0 to 1."""
    if encoding in _WIDE and not any(map(_is_eastern, text)):
        return 1.0
    if encoding == "euc_jp" and not any("\u3041" <= letter <= "\u30fc" for letter in text):
        return 1.0
    letters = odd = 0
    for word in _WORD.findall(text):
        foreign = [place for place, letter in enumerate(word) if letter > "\x7f"]
        letters += len(foreign)
        odd += len(foreign) if _is_no_word(word) else sum(_is_odd(word, place, encoding) for place in foreign)
    return odd / letters if letters else 1.0


def _is_no_word(word: str) -> bool:
    """Whether a word is of Latin letters with hardly a plain one, or of another alphabet without a vowel."""
    letters = [each for each in word if each.isalpha()]
    foreign = [each for each in letters if each > "\x7f"]
    script = _script(foreign[0]) if foreign else ""
    if script == "latin":
        return len(letters) > 4 and len(foreign) * 3 > len(letters) * 2
    vowels = _VOWELS.get(script, "")
    return bool(vowels) and len(foreign) > 2 and not any(each in vowels for each in word.casefold())


def _is_odd(word: str, place: int, encoding: str) -> bool:
    """Whether a foreign letter stands where no word has it."""
    letter, before, after = word[place], word[place - 1 : place], word[place + 1 : place + 2]
    between = before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
    if _is_eastern(letter) or letter >= "\u3000":
        return between or not _is_common(letter, encoding)
    kind = unicodedata.category(letter)
    if kind[0] == "M":
        return False
    if kind[0] != "L":
        inside = before.isalpha() and after.isalpha() and letter not in _IN_WORDS
        leading = after.isalpha() and not after.isascii() and letter not in _BEFORE_WORDS
        return letter not in _AS_SIGNS or inside or leading
    mixed = any(each.isalpha() and _script(each) != _script(letter) for each in (before, after))
    return mixed or (before.isalpha() and before.islower() and letter.isupper())


def _is_eastern(letter: str) -> bool:
    return "\u1100" <= letter <= "\u11ff" or "\u2e80" <= letter <= "\u2fff" or "\u3041" <= letter <= "\ud7ff"


def _is_common(letter: str, encoding: str) -> bool:
    """Whether an eastern letter is one of those its standard lists first, as the usual ones."""
    if "\u3000" <= letter <= "\u303f" or "\uff01" <= letter <= "\uff5e":
        return True
    standard, low, high = _COMMON.get(encoding, ("", 1, 0))
    if encoding in ("cp932", "euc_jp") and "\u3041" <= letter <= "\u30fc":
        return True
    return low <= (_lead(letter, standard) if standard else 0) <= high


def _lead(letter: str, encoding: str) -> int:
    try:
        return letter.encode(encoding)[0]
    except UnicodeEncodeError:
        return 0


def _script(letter: str) -> str:
    return "latin" if letter.isascii() else unicodedata.name(letter, "").split(" ", 1)[0].casefold()


def _alphabet(text: str) -> str:
    return _script(next((each for each in text if each > "\x7f" and each.isalpha()), "a"))


def _only(sample: bytes, names: list[str], name: str) -> str:
    """The encoding left when all read alike; refuse when they do not, with what each makes of it."""
    read = {each: _decoded(sample, each) for each in names}
    if len(set(read.values())) == 1:
        return names[0]
    makes = " or ".join(f"{each} ({first_words(text)})" for each, text in read.items())
    raise BadInput(f"The letters of {name} can be read as {makes}; name its encoding.", field="encoding")


def first_words(text: str) -> str:
    """The first words of a text that have letters beyond the plain ones, at most 30 characters; "" for none."""
    return " ".join(_WORD.findall(text)[:2])[:30]


def _likeliest(sample: bytes, names: list[str], name: str) -> str:
    """Of old encodings that all make words the likeliest by its language, and of those the one most PCs wrote."""
    read = {each: _decoded(sample, each) for each in names}
    if len(set(read.values())) == 1:
        return names[0]
    if _USUAL in names and not any(letter > "\x7f" and letter.isalpha() for letter in read[_USUAL]):
        return _USUAL
    alphabets = {_alphabet(text): each for each, text in reversed(read.items())}
    if len(alphabets) > 1 and sum(letter > "\x7f" for letter in read[names[0]]) < _ENOUGH:
        return _only(sample, list(alphabets.values()), name)
    found = from_bytes(sample, cp_isolation=names)
    best = found.best()
    chosen = str(best.encoding) if best is not None else names[0]
    for each in found:
        alike = best is not None and each.chaos <= best.chaos and each.coherence >= best.coherence
        if alike and _USUAL in names and _USUAL in each.could_be_from_charset:
            chosen = _USUAL
    if _TWO_NORTHS & set(read[chosen]) and "cp1254" in names:
        return _only(sample, [chosen, "cp1254"], name)  # Icelandic and Turkish differ in these letters only
    return chosen
