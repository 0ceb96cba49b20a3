"""The help tells what there is: its chapters, and every key that does something."""

from __future__ import annotations

from orderdesk.ui.bench.commands import Command
from orderdesk.ui.help.page import chapters, keys_chapter


def test_chapters_have_titles_and_something_to_say() -> None:
    found = chapters()
    assert next(title for title, _ in found) == "The first hour"
    assert all(len(text) > 300 for _, text in found)


def test_every_key_is_in_the_chapter_of_keys() -> None:
    commands = [
        Command("a", "Hold order", lambda: None, shortcut="F5", group="Order"),
        Command("b", "Search everything", lambda: None, shortcut="Ctrl+K"),
        Command("c", "Cancel order", lambda: None, group="Order"),
    ]
    text = keys_chapter(commands)
    assert "| F5 | Hold order |" in text
    assert "| Ctrl+K | Search everything |" in text
    assert "Cancel order" not in text
    assert text.index("## Order") < text.index("Hold order")
