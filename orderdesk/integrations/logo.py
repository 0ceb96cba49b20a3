"""The shop's logo, made ready for its papers: a picture of any size becomes one small PNG that prints well."""

from __future__ import annotations

import io
import warnings

from orderdesk.domain.values.errors import BadInput

LARGEST_FILE = 5_000_000
MOST_PIXELS = 40_000_000
KINDS = ("PNG", "JPEG")
NO_PICTURE = "That file is no whole PNG or JPEG picture; save the logo as one of these."
WIDEST, HIGHEST = 1_200, 480
"""Pixels that are kept: 300 to the inch at the size in which a paper shows it."""


def fitted_logo(picture: bytes) -> bytes:
    """`picture` as it is kept; refuses what is too large, of another kind, or damaged, before it is unpacked."""
    if len(picture) > LARGEST_FILE:
        raise BadInput("That picture is larger than 5 MB; save it smaller.", field="logo")
    from PIL import Image, ImageOps, UnidentifiedImageError  # here, as only a new logo needs it

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(picture), formats=KINDS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    raise Image.DecompressionBombError
                opened.load()
                made = ImageOps.exif_transpose(opened).convert("RGBA")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise BadInput("That picture has more than 40 million pixels; save it smaller.", field="logo") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BadInput(NO_PICTURE, field="logo") from None
    made.thumbnail((WIDEST, HIGHEST))
    paper = Image.new("RGB", made.size, "white")
    paper.paste(made, mask=made.getchannel("A"))
    kept = io.BytesIO()
    paper.save(kept, "PNG", optimize=True)
    return kept.getvalue()
