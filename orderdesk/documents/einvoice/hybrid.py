"""Factur-X: the printed invoice as PDF/A-3 with its XML inside, for people and programs at once."""

from __future__ import annotations

from functools import cache
from io import BytesIO

from orderdesk.documents.einvoice.tree import MISSING
from orderdesk.domain.values.errors import Unavailable

PROFILE = "EN 16931"


def factur_x(pdf: bytes, xml: bytes, title: str, author: str) -> bytes:
    """`pdf` (with its fonts inside) as PDF/A-3 that carries `xml`; raises `Unavailable` without the extra."""
    try:
        from drafthorse.pdf import attach_xml
    except ImportError:
        raise Unavailable(MISSING) from None
    words = {"title": title, "subject": title, "author": author, "creator": "OrderDesk", "keywords": "Factur-X"}
    made: bytes = attach_xml(_with_colours(pdf), xml, level=PROFILE, metadata=words, lang="en")
    return made


def _with_colours(pdf: bytes) -> bytes:
    """The PDF with the meaning of its red, green and blue told (sRGB), as PDF/A asks."""
    from pypdf import PdfWriter
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, StreamObject, TextStringObject

    writer = PdfWriter(clone_from=BytesIO(pdf))
    profile = StreamObject()
    profile.set_data(_srgb())
    profile[NameObject("/N")] = NumberObject(3)
    intent = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/OutputIntent"),
            NameObject("/S"): NameObject("/GTS_PDFA1"),
            NameObject("/OutputConditionIdentifier"): TextStringObject("sRGB"),
            NameObject("/Info"): TextStringObject("sRGB"),
            NameObject("/DestOutputProfile"): writer._add_object(profile.flate_encode()),
        }
    )
    writer.root_object[NameObject("/OutputIntents")] = ArrayObject([writer._add_object(intent)])
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def _srgb() -> bytes:
    """The colour profile sRGB, made on this PC."""
    from PIL import ImageCms

    made: bytes = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return made
