"""The drawer named in config.toml opens with `pay` and `till no-sale`; one that does not is said, the work stands."""

from __future__ import annotations

from pathlib import Path

from orderdesk.integrations.drawer import PULSE
from tests.cli.conftest import Call, an_order
from tests.drawers import listening


def test_cash_opens_the_drawer_of_this_pc(shop: Call, tmp_path: Path) -> None:
    config = tmp_path / "shop" / "config.toml"
    number = shop("--json", "order", "add", given=an_order()).facts["order"]
    shop("till", "open")
    with listening() as drawer:
        config.write_text(f'drawer = "{drawer.address}"\n')
        assert shop("pay", number, "--tender", "cash", "--amount", "10").code == 0
        assert drawer.heard() == PULSE
        assert shop("pay", number, "--tender", "card", "--amount", "1").code == 0
        assert shop("till", "no-sale", "--reason", "change").code == 0
        assert drawer.heard() == PULSE
        assert drawer.heard(0.1) == b""
        gone = drawer.address
    config.write_text(f'drawer = "{gone}"\n')
    said = shop("--json", "till", "no-sale", "--reason", "change")
    assert said.code == 0
    assert said.facts["kind"] == "no-sale"
    assert f"The drawer at {gone} did not open" in said.err
