"""The window; the only place that knows Qt."""

import builtins

_given = builtins.__import__

import PySide6.QtCore  # noqa: E402, F401  what it puts in the place of the import statement is taken back below

# PySide reads the source of every module that is imported after it, for a feature of its own that is not used here.
builtins.__import__ = _given
