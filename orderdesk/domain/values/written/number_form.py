"""The signs a shop writes its figures with: the decimal sign, the sign between thousands, and how many digits apart."""

from __future__ import annotations

from dataclasses import dataclass

MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class NumberForm:
    """`decimal` is a comma or a point; `group` stands between thousands; above them `small` digits go together: three,
    in India two."""

    decimal: str = "."
    group: str = ","
    small: int = 3

    def written(self, plain: str) -> str:
        """Plain number text ("-1234.5") for the eye: thousands grouped, its own decimal sign, a true minus."""
        sign, digits = (MINUS, plain[1:]) if plain.startswith("-") else ("", plain)
        whole, point, rest = digits.partition(".")
        return f"{sign}{self._grouped(whole)}{self.decimal if point else ''}{rest}"

    def _grouped(self, whole: str) -> str:
        if len(whole) <= 3:
            return whole
        if self.small == 3:
            return f"{int(whole):,}".replace(",", self.group)
        head, tail = whole[:-3], whole[-3:]
        parts = [head[max(0, end - self.small) : end] for end in range(len(head), 0, -self.small)]
        return self.group.join([*reversed(parts), tail])


POINT = NumberForm(".", ",")
COMMA = NumberForm(",", ".")
PLAIN = NumberForm(".", "")
"""Files of our own and JSON: a point for the decimals and no groups, so that `1.500` is one and a half everywhere and
`1,500` is asked back."""
