"""Files that a verb writes: whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from orderdesk.domain.errors import StorageFailed


def write_whole(path: Path, content: bytes) -> None:
    """Write a file under another name and give it its own when it is whole; what was there before is replaced."""
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        if path.is_dir():
            raise IsADirectoryError(None, "it is a folder")
        with scratch.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            scratch.unlink()
        why = (getattr(error, "strerror", None) or "that is no file name").lower()
        raise StorageFailed(f"{path} can not be written: {why}. Choose another place.") from None


def make_folder(path: Path) -> None:
    """Make a folder for what will be written."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        why = (error.strerror or "unknown fault").lower()
        raise StorageFailed(f"The folder {path} can not be made: {why}. Choose another place.") from None
