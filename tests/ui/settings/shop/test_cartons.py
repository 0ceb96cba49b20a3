"""Settings, cartons: added, changed, counted and laid aside by keys alone, and what is refused beside its field."""

from __future__ import annotations

from orderdesk.domain.fulfilment.cartons.types import Carton
from orderdesk.services.fulfilment.cartons.keeping import CartonForm, cartons_of, save_carton
from orderdesk.ui.settings.shop.cartons import CartonsSection
from tests.ui.accessible import assert_accessible
from tests.ui.settings.conftest import open_section, push, type_in
from tests.ui.tabs.conftest import Clerk

M = CartonForm("M", "Medium", (300, 200, 150), tare_g=120)


def cartons(clerk: Clerk) -> dict[str, Carton]:
    return {each.code: each for each in cartons_of(clerk.desk, all_of_them=True)}


def test_a_carton_is_added(clerk: Clerk) -> None:
    section = open_section(clerk, "Cartons", CartonsSection)
    assert "Add a carton" in section.meaning.text()
    push(clerk, "Add carton")
    assert_accessible(clerk.dialog)
    for name, text in (
        ("Code", "m"),
        ("Name", "Medium"),
        ("Inside, cm", "30x20x15"),
        ("Outside, cm", "31 x 21 x 16,5"),
        ("Weight empty, g", "120"),
        ("Carries up to, kg", "10"),
        ("Cost, GBP", "0.61"),
        ("Reorder point", "40"),
    ):
        type_in(clerk, name, text)
    clerk.send()
    made = cartons(clerk)["M"]
    assert (made.inside, made.outer, made.tare_g, made.most_g, made.cost, made.reorder_point) == (
        (300, 200, 150), (310, 210, 165), 120, 10_000, 6_100, 40,
    )  # fmt: skip
    assert section.list.current_row().code == "M"


def test_what_cannot_stand_is_said_under_its_field(clerk: Clerk) -> None:
    save_carton(clerk.desk, M)
    open_section(clerk, "Cartons", CartonsSection)
    push(clerk, "Add carton")
    for name, text in (("Code", "M"), ("Name", "Mighty"), ("Inside, cm", "30 x 20")):
        type_in(clerk, name, text)
    clerk.send()
    assert "length x width x height" in clerk.dialog.fields["inside"].error
    type_in(clerk, "Inside, cm", "30x20x15")
    clerk.send()
    assert "The code M is that of Medium" in clerk.dialog.fields["code"].error
    type_in(clerk, "Code", "N")
    type_in(clerk, "Outside, cm", "29x20x15")
    clerk.send()
    assert "not smaller outside than inside" in clerk.dialog.fields["outer"].error
    assert list(cartons(clerk)) == ["M"]


def test_cartons_are_changed_received_counted_and_laid_aside(clerk: Clerk) -> None:
    save_carton(clerk.desk, M)
    section = open_section(clerk, "Cartons", CartonsSection)
    push(clerk, "Change")
    assert "code" not in clerk.dialog.fields
    type_in(clerk, "Reorder point", "40")
    clerk.send()
    push(clerk, "Receive")
    type_in(clerk, "How many came", "50")
    clerk.send()
    assert clerk.said == "Medium: 50 left"
    push(clerk, "Count")
    type_in(clerk, "How many are there", "38")
    clerk.send()
    assert cartons(clerk)["M"].left == 38
    assert section.meaning.text().startswith("Reorder M. ")
    assert "counted, 12 fewer than in the books (anna)" in section.meaning.text()
    push(clerk, "Retire")
    assert not cartons(clerk)["M"].active
    push(clerk, "Use again")
    assert cartons(clerk)["M"].active
