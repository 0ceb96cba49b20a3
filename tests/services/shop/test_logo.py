"""The shop's logo stands on its papers; what is no picture is refused, and issued papers keep what they bore."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image
from pypdfium2 import PdfDocument, raw
from sqlalchemy import select

from orderdesk.domain.values.errors import BadInput
from orderdesk.integrations.logo import HIGHEST, WIDEST
from orderdesk.persistence.schema import shops
from orderdesk.services.billing.invoicing import issue_invoice
from orderdesk.services.desk import Desk
from orderdesk.services.papers import preview
from orderdesk.services.shop.shop import edit_shop, form_of, logo_now, set_logo, shop_now
from tests.factories import northside
from tests.services.papers.test_papers import order, send


@pytest.fixture
def desk(database_url: str) -> Iterator[Desk]:
    made = northside(database_url)
    yield made
    made.database.close()


def picture(kind: str = "PNG", size: tuple[int, int] = (3_000, 900), colour: str = "navy") -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, colour).save(kept, kind)
    return kept.getvalue()


def claiming(width: int, height: int) -> bytes:
    """A PNG whose head claims a size that nothing in it has: what a bomb is, without its weight."""
    small = picture(size=(10, 10))
    head = b"IHDR" + struct.pack(">II", width, height) + small[24:29]
    return small[:12] + head + struct.pack(">I", zlib.crc32(head)) + small[33:]


def pictures_on(pdf: bytes) -> int:
    with PdfDocument(pdf) as document:
        return sum(1 for _ in document[0].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))


def test_it_stands_on_papers_from_then_on_and_issued_ones_keep_what_they_bore(desk: Desk) -> None:
    send(desk, order(desk))
    before = issue_invoice(desk, 1)
    set_logo(desk, picture())
    send(desk, order(desk))
    after = issue_invoice(desk, 2)
    assert pictures_on(preview(desk, "invoice", before)) == 0
    assert pictures_on(preview(desk, "invoice", after)) == 1
    assert pictures_on(preview(desk, "packing-slip", "SH-1001")) == 1
    set_logo(desk, None)
    assert logo_now(desk) is None
    assert pictures_on(preview(desk, "invoice", after)) == 1
    assert pictures_on(preview(desk, "packing-slip", "SH-1001")) == 0


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_it_is_kept_small_and_carried_along_when_the_shop_changes(desk: Desk, kind: str) -> None:
    set_logo(desk, picture(kind))
    edit_shop(desk, replace(form_of(shop_now(desk)), phone="01947 555 999"))
    kept = logo_now(desk)
    assert kept is not None
    with Image.open(io.BytesIO(kept)) as opened:
        assert (opened.format, opened.width, opened.height) == ("PNG", WIDEST, WIDEST * 3 // 10)
        assert opened.height <= HIGHEST
    with desk.reading() as connection:
        assert connection.execute(select(shops.c.logo).order_by(shops.c.id.desc())).scalars().first() == kept


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (b"no picture", "no whole PNG or JPEG"),
        (picture()[:200], "no whole PNG or JPEG"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "no whole PNG or JPEG"),
        (picture("GIF", (10, 10)), "no whole PNG or JPEG"),
        (b"\x89PNG\r\n\x1a\n" + bytes(5_000_001), "larger than 5 MB"),
        (claiming(20_000, 20_000), "more than 40 million pixels"),
        (claiming(9_500, 9_500), "more than 40 million pixels"),
    ],
    ids=["text", "cut", "svg", "gif", "large", "bomb", "large bomb"],
)
def test_what_is_no_logo_is_refused_and_nothing_changes(desk: Desk, wrong: bytes, sentence: str) -> None:
    set_logo(desk, picture())
    kept = logo_now(desk)
    with pytest.raises(BadInput, match=sentence):
        set_logo(desk, wrong)
    assert logo_now(desk) == kept
