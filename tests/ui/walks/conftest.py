"""The clerk who walks through the whole window."""

from __future__ import annotations

from tests.ui.tabs.conftest import clerk, shop

__all__ = ["clerk", "shop"]
