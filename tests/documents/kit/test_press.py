"""Papers pressed by several hands at once."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from orderdesk.documents import invoice
from tests.documents.samples import order_one

_COMPOSED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöùúûüýÿĀāĂăĆćĈĉČčĎďĒē"
"""Letters that a font draws out of others."""


@pytest.fixture
def often() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def test_papers_pressed_at_once_are_each_the_paper_that_it_is_alone(often: None) -> None:
    papers = [replace(order_one(), number=f"INV-{number}", note=_COMPOSED[number:]) for number in range(8)]
    alone = [invoice.build(paper, "a4") for paper in papers]
    with ThreadPoolExecutor(8) as hands:
        at_once = list(hands.map(lambda paper: invoice.build(paper, "a4"), papers * 4))
    assert at_once == alone * 4
