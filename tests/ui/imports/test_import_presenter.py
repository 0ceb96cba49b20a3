"""The import page without a window: what is guessed, refused, rehearsed and reconciled."""

from __future__ import annotations

from pathlib import Path

import pytest

from orderdesk.domain.values.errors import BadInput, NotFound
from orderdesk.services.desk import Desk
from orderdesk.services.imports.importing import ImportResult
from orderdesk.services.imports.looking import look_at
from orderdesk.ui.imports.presenter import ImportPresenter
from orderdesk.ui.imports.review import reconcile, review_rows, summary_of
from orderdesk.ui.imports.words import COLUMNS, DONE, FILE, REVIEW


def _quiet(_done: int, _total: int, _note: str) -> None:
    pass


def _never() -> bool:
    return False


def _opened(desk: Desk, path: Path) -> ImportPresenter:
    presenter = ImportPresenter(desk)
    presenter.choose([path])
    presenter.taken(presenter.look())
    return presenter


@pytest.mark.parametrize(
    ("name", "headings", "kind"),
    [
        ("a.csv", "sku,name,price,stock", "products"),
        ("a.csv", "customer name,e-mail,city,postcode", "customers"),
        ("a.csv", "order number,date,sku,quantity,price", "orders"),
        ("a.csv", "sku,bin,quantity", "stock"),
        ("inventory.csv", "sku,quantity", "stock"),
        ("a.csv", "orderID,customerID,freight,shipVia", "orders"),
        ("a.csv", "price list,sku,quantity,price", "prices"),
        ("a.csv", "customer no,sku,from quantity,price,valid from", "prices"),
        ("prices.csv", "sku,price", "products"),
    ],
)
def test_kind_is_guessed_from_headings_and_name(tmp_path: Path, name: str, headings: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text(f"{headings}\n{','.join('1' for _ in headings.split(','))}\n", encoding="utf-8")
    assert look_at([path]).kind == kind


def test_a_folder_is_its_tables_and_no_file_is_refused(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_text("sku,name\n1,x\n", encoding="utf-8")
    found = look_at([tmp_path])
    assert [each.name for each in found.paths] == ["a.csv", "b.csv"]
    assert found.name == "a.csv and 1 more"
    with pytest.raises(BadInput, match="Choose a file"):
        look_at([])


def test_choosing_another_file_forgets_the_first(desk: Desk, wares: Path) -> None:
    presenter = _opened(desk, wares)
    assert presenter.step == COLUMNS
    presenter.choose([wares])
    assert (presenter.step, presenter.file, presenter.rehearsal) == (FILE, None, None)


def test_two_columns_on_one_field_name_both_headings(desk: Desk, wares: Path) -> None:
    presenter = _opened(desk, wares)
    said = presenter.map("Colour", "name")
    assert said == "The columns Product name and Colour are both mapped to Name; choose one."
    assert presenter.doubled() == ("Product name", "Colour")
    assert presenter.map("Colour", "") == ""
    assert presenter.doubled() == ()


def test_a_needed_field_is_asked_for(desk: Desk, wares: Path) -> None:
    presenter = _opened(desk, wares)
    presenter.map("Code", "")
    assert presenter.missing() == ("SKU",)
    assert presenter.needed() == "No column is mapped to SKU; choose which one it is."


def test_a_saved_mapping_is_taken_for_the_next_file_like_it(desk: Desk, wares: Path) -> None:
    presenter = _opened(desk, wares)
    presenter.map("Colour", "unit")
    presenter.save_mapping(" Wholesaler ")
    again = _opened(desk, wares)
    assert again.mapping == "Wholesaler"
    assert again.columns["Colour"] == "unit"
    again.drop_mapping()
    assert _opened(desk, wares).mapping == ""


def test_a_mapping_that_another_pc_forgot_is_refused(desk: Desk, wares: Path) -> None:
    first = _opened(desk, wares)
    first.save_mapping("Shared")
    other = _opened(desk, wares)
    other.drop_mapping()
    with pytest.raises(NotFound, match="no mapping Shared"):
        first.drop_mapping()


def test_rehearsal_lists_every_row_in_the_order_of_the_file(desk: Desk, wares: Path) -> None:
    presenter = _opened(desk, wares)
    plan = presenter.plan(_quiet, _never)
    presenter.planned(plan)
    rows = review_rows(plan)
    assert presenter.step == REVIEW
    assert [(each.row, each.action) for each in rows] == [
        (2, "new"), (3, "new"), (4, "error"), (5, "new"), (6, "error"),
    ]  # fmt: skip
    wrong = rows[2]
    assert (wrong.column, wrong.detail) == ("Unit price", "Enter a number such as 12.50, not “cheap”.")
    assert "Wool sock" in wrong.name
    assert presenter.next_title() == "Import 3 products"


def test_the_same_file_again_brings_nothing(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "one.csv"
    path.write_text("sku,name,price\nN-1,One,1.00\n", encoding="utf-8")
    presenter = _opened(desk, path)
    presenter.planned(presenter.plan(_quiet, _never))
    presenter.done(presenter.run(desk, _quiet, _never))
    assert presenter.step == DONE
    again = _opened(desk, path)
    again.planned(again.plan(_quiet, _never))
    assert again.refusal() == "Nothing new: every row is here already, just the same."


def test_back_keeps_what_was_chosen(desk: Desk, wares: Path) -> None:
    presenter = _opened(desk, wares)
    presenter.map("Colour", "unit")
    presenter.planned(presenter.plan(_quiet, _never))
    assert presenter.back()
    assert (presenter.step, presenter.columns["Colour"]) == (COLUMNS, "unit")
    assert presenter.back()
    assert (presenter.step, presenter.file_name) == (FILE, "wares.csv")
    assert not presenter.back()


def _result(**changes: object) -> ImportResult:
    counts = {"new": 3, "changed": 0, "same": 0, "error": 0}
    values = {"batch_id": 1, "kind": "orders", "format": "generic", "counts": counts, "errors": (), "lines": 10,
              "booked": 8, "same": 1, "unbooked": {"the quantity is 0": 1}}  # fmt: skip
    return ImportResult(**values | changes)  # type: ignore[arg-type]


def test_lines_are_laid_to_what_became_of_them() -> None:
    found = reconcile(_result())
    assert sum(count for _, count in found.parts) == found.lines == 10
    assert found.sentence == "All 10 lines of the file are accounted for."


def test_a_line_nobody_accounts_for_is_said() -> None:
    found = reconcile(_result(booked=6))
    assert found.lost == 2
    assert found.sentence.startswith("2 lines of 10 not accounted for")


def test_counts_of_a_past_import_in_words() -> None:
    assert summary_of({"new": 1_200, "changed": 0, "same": 3, "error": 2}) == "1,200 new, 3 same, 2 rejected"
    assert summary_of({}) == "—"


def test_what_stands_late_in_a_big_file_is_listed_too(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "many.csv"
    known = "".join(f"M-{number},Mug,1.00\n" for number in range(1_200))
    path.write_text(f"sku,name,price\n{known}", encoding="utf-8")
    first = _opened(desk, path)
    first.planned(first.plan(_quiet, _never))
    first.run(desk, _quiet, _never)
    path.write_text(f"sku,name,price\n{known}NEW-1,Late,2.00\n", encoding="utf-8")
    plan = _opened(desk, path).plan(_quiet, _never)
    rows = review_rows(plan)
    assert plan.counts == {"new": 1, "changed": 0, "same": 1_200, "error": 0}
    assert sum(each.action == "same" for each in rows) == 1_000
    assert (rows[-1].name, rows[-1].row) == ("NEW-1", 1_202)
