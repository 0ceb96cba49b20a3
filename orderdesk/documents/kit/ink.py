"""One page being drawn: y runs downwards from the top edge, all in points; shapes lie under the text.

What is drawn is kept as PDF operators until the page is put on paper, so that a foot line can know how many pages there
are, and so that a page costs one stretch of shapes and one text object.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from orderdesk.documents.kit import code128, qr
from orderdesk.documents.kit.letters import fonts
from orderdesk.documents.kit.letters.script import Script
from orderdesk.documents.kit.sizes import Size
from orderdesk.documents.kit.styles import Style
from orderdesk.domain.values.errors import Refused

_CURVE = 0.5523
"""How far a Bézier handle reaches on a quarter circle."""


@dataclass
class Ink:
    """A page of `size`. A letter or digit that no font has is refused; `exact` pages (labels) refuse a sign too, on
    others U+FFFD stands for it."""

    size: Size
    exact: bool = False
    _shapes: list[str] = field(default_factory=list)
    _texts: list[tuple[float, float, str, Style]] = field(default_factory=list)
    _pictures: list[tuple[Any, float, float, float, float]] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, style: Style, align: str = "left") -> float:
        """Write one line with its baseline at `y`; `x` is its left, right or middle. Returns its width."""
        if not words:
            return 0.0
        if not words.isascii() and (unknown := fonts.missing(words, signs=self.exact)):
            code = f"U+{ord(unknown[0]):04X}"
            raise Refused(
                f"No font of ours has the character “{unknown[0]}” ({code}) in “{words[:40]}”; write it another way."
            )
        wide = fonts.width(words, style.face, style.size)
        at = x - wide if align == "right" else x - wide / 2 if align == "middle" else x
        self._texts.append((at, self.size.height - y, words, style))
        return wide

    def lines(self, x: float, y: float, lines: list[str], style: Style, align: str = "left") -> float:
        """Write lines one below the other, the first with its top at `y`; return the y below the last."""
        for line in lines:
            self.text(x, y + style.ascent, line, style, align)
            y += style.leading
        return y

    def rule(self, x: float, y: float, length: float, thick: float = 0.5, grey: float = 0.1) -> None:
        """A horizontal line."""
        self.block(x, y - thick / 2, length, thick, grey)

    def block(self, x: float, y: float, width: float, height: float, grey: float = 0.0) -> None:
        """A filled rectangle whose top left corner is x, y."""
        self._shapes.append(f"{grey:.3g} g {x:.2f} {self.size.height - y - height:.2f} {width:.2f} {height:.2f} re f")

    def panel(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        radius: float = 0,
        fill: float | None = None,
        line: float = 0,
        grey: float = 0.0,
    ) -> None:
        """A box with round corners, filled with grey `fill` and drawn with a line of that thickness and `grey`."""
        place = f"q 1 0 0 1 {x:.2f} {self.size.height - y - height:.2f} cm"
        shape = _round_box(width, height, radius)
        if fill is not None:
            self._shapes.append(f"{place} {fill:.3g} g {shape} f Q")
        if line:
            self._shapes.append(f"{place} {line:.2f} w {grey:.3g} G {shape} S Q")

    def code(self, x: float, y: float, text: str, module: float, height: float) -> float:
        """Code 128 with its first bar at x; the quiet zones are the caller's to keep. Returns the width of the bars."""
        bottom = self.size.height - y - height
        self._shapes.append(f"q 0 g {module:.4f} 0 0 {height:.2f} {x:.2f} {bottom:.2f} cm {code128.path(text)} f Q")
        return module * code128.modules(text)

    def square_code(self, x: float, y: float, text: str, side: float) -> None:
        """A QR code in a square of `side`, its quiet zone of four modules included."""
        count, path = qr.path(text)
        module = side / (count + 2 * qr.QUIET)
        left, bottom = x + qr.QUIET * module, self.size.height - y - side + qr.QUIET * module
        self._shapes.append(f"q 0 g {module:.4f} 0 0 {module:.4f} {left:.2f} {bottom:.2f} cm {path} f Q")

    def picture(self, x: float, y: float, image: Any, width: float, height: float) -> None:
        """An image that ReportLab can read, in a box, its proportions kept."""
        self._pictures.append((image, x, self.size.height - y - height, width, height))

    def put(self, canvas: Any, script: Script) -> None:
        """Put this page on `canvas` and close it; `script` is that of the whole paper."""
        canvas.setPageSize((self.size.width, self.size.height))
        canvas.addLiteral("\n".join(self._shapes))
        for image, x, y, width, height in self._pictures:
            canvas.drawImage(image, x, y, width, height, preserveAspectRatio=True, mask="auto")
        canvas.addLiteral(self._written(script))
        canvas.showPage()

    def _written(self, script: Script) -> str:
        """All text as one text object; a change of face, size or grey is said once."""
        out = ["BT"]
        grey, face, size = -1.0, "", 0.0
        for x, y, words, style in self._texts:
            if style.grey != grey:
                grey = style.grey
                out.append(f"{grey:.3g} g")
            out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
            for internal, shown, thick, rise in script.pieces(words, style.face):
                if internal and (internal != face or style.size != size):
                    face, size = internal, style.size
                    out.append(f"{face} {size:.4g} Tf")
                if rise:
                    shown = f"{rise * size / 1000:.2f} Ts {shown} 0 Ts"
                out.append(f"2 Tr {size / 35:.2f} w {grey:.3g} G {shown} 0 Tr" if thick else shown)
        return "\n".join([*out, "ET"])


@lru_cache(maxsize=256)
def _round_box(width: float, height: float, radius: float) -> str:
    """A box from 0, 0 with round corners."""
    if not radius:
        return f"0 0 {width:.2f} {height:.2f} re"
    right, top, flat = width, height, radius * (1 - _CURVE)
    return (
        f"{radius:.2f} 0 m {right - radius:.2f} 0 l "
        f"{right - flat:.2f} 0 {right:.2f} {flat:.2f} {right:.2f} {radius:.2f} c "
        f"{right:.2f} {top - radius:.2f} l "
        f"{right:.2f} {top - flat:.2f} {right - flat:.2f} {top:.2f} {right - radius:.2f} {top:.2f} c "
        f"{radius:.2f} {top:.2f} l "
        f"{flat:.2f} {top:.2f} 0 {top - flat:.2f} 0 {top - radius:.2f} c "
        f"0 {radius:.2f} l 0 {flat:.2f} {flat:.2f} 0 {radius:.2f} 0 c h"
    )
