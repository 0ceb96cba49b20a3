"""`e-invoice`: written whole, named by the file's ending, and refused in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Call, an_order


@pytest.fixture
def number(shop_at: Call) -> str:
    """An issued invoice of a customer."""
    shop_at("stock", "receive", "MUG", "5")
    order = shop_at("--json", "order", "add", given=an_order()).facts["order"]
    for words in (("pick", "start", order), ("pick", "done", "PL-1001"), ("pack", order), ("ship", order)):
        assert shop_at(*words).code == 0
    found: str = shop_at("--json", "invoice", "issue", order).facts["invoice"]
    return found


@pytest.mark.parametrize(("name", "head"), [("bill.pdf", b"%PDF-"), ("bill.xml", b"<?xml")])
def test_the_ending_of_the_file_says_what_is_made(
    shop_at: Call, number: str, tmp_path: Path, name: str, head: bytes
) -> None:
    pytest.importorskip("drafthorse", reason="the extra einvoice is not installed")
    said = shop_at("--json", "e-invoice", number.lower(), "-o", str(tmp_path / name))
    assert said.code == 0
    assert (said.facts["number"], said.facts["file"]) == (number, str(tmp_path / name))
    made = (tmp_path / name).read_bytes()
    assert made.startswith(head)
    assert said.facts["bytes"] == len(made)


def test_what_can_not_be_made_writes_no_file(shop_at: Call, number: str, tmp_path: Path) -> None:
    assert shop_at("e-invoice", number, "-o", str(tmp_path / "bill.docx")).code == 2
    assert shop_at("e-invoice", number, "-o", str(tmp_path / "bill")).code == 2
    unknown = shop_at("e-invoice", "INV-9999", "-o", str(tmp_path / "bill.xml"))
    assert (unknown.code, "no invoice or credit note INV-9999" in unknown.err) == (3, True)
    assert not list(tmp_path.glob("bill*"))
