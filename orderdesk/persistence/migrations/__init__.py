"""How a shop made by an older OrderDesk gets the tables of this one, step by step."""

from __future__ import annotations

from pathlib import Path

SCRIPTS = Path(__file__).parent
