"""The cash drawer: the pulse arrives whole, and what does not answer is said."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from orderdesk.domain.values.errors import BadInput, Unavailable
from orderdesk.integrations.drawer import PULSE, checked, open_drawer
from tests.drawers import Drawer, listening


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    with listening() as made:
        yield made


def test_a_network_printer_gets_the_pulse(drawer: Drawer) -> None:
    open_drawer(drawer.address)
    assert drawer.heard() == PULSE


def test_a_device_gets_the_pulse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    device = tmp_path / "lp0"
    device.write_bytes(b"")
    monkeypatch.setattr("orderdesk.integrations.drawer._DEVICE", re.compile(re.escape(str(device))))
    open_drawer(str(device))
    assert device.read_bytes() == PULSE


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for lp is a shell script")
def test_a_printer_by_its_name_gets_the_pulse_raw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "lp"
    program.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\ncat > {tmp_path}/sent\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    open_drawer("Counter receipts")
    assert (tmp_path / "asked").read_text() == "-s -d Counter receipts -o raw -\n"
    assert (tmp_path / "sent").read_bytes() == PULSE
    program.write_text("#!/bin/sh\necho 'no such printer' >&2\nexit 1\n")
    with pytest.raises(Unavailable, match="Counter receipts did not open: no such printer"):
        open_drawer("Counter receipts")


def test_what_does_not_answer_is_said_and_that_the_booking_stands() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
    with pytest.raises(Unavailable, match=r"did not open: .*refused.*What was booked is kept"):
        open_drawer(f"127.0.0.1:{port}")
    with pytest.raises(Unavailable, match="No such file"):
        open_drawer("/dev/nobody-has-this")


@pytest.mark.parametrize(
    ("typed", "kept"), [(" 192.168.1.50 ", "192.168.1.50"), ("", ""), ("COM3", "COM3"), ("Epson TM", "Epson TM")]
)
def test_an_address_is_kept_as_typed(typed: str, kept: str) -> None:
    assert checked(typed) == kept


@pytest.mark.parametrize("typed", ["192.168.1.50:0", "till.local:99999", "-d other", "a\nb", "x" * 201])
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(BadInput):
        checked(typed)
