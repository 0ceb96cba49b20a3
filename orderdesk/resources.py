"""Where the program's own files are: beside the source, or inside the folder of a built program."""

from __future__ import annotations

import sys
from pathlib import Path


def resource(path: str) -> Path:
    """The file or folder `path` below resources/, in a checkout and in a built program alike."""
    root = getattr(sys, "_MEIPASS", None)
    return (Path(root) if root else Path(__file__).resolve().parent.parent) / "resources" / path
