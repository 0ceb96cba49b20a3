"""Two windows on two PCs take the last piece by real keys, a few rounds of what the rehearsal does 200 times."""

from __future__ import annotations

from tests.rehearsal.two_windows import rehearse


def test_the_last_piece_goes_to_one_of_two_windows(postgres_url: str) -> None:
    rehearse(postgres_url, 4)
