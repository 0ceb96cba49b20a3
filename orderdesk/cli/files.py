"""Folders that a verb makes."""

from __future__ import annotations

from pathlib import Path

from orderdesk.domain.values.errors import StorageFailed


def make_folder(path: Path) -> None:
    """Make a folder for what will be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise StorageFailed(f"The folder {path} cannot be made: {why}. Choose another place.") from None
