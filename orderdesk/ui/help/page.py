"""The help page: chapters written for people, and a chapter of keys made from the commands themselves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from orderdesk.resources import resource
from orderdesk.ui.bench.bench import Bench
from orderdesk.ui.bench.commands import Command
from orderdesk.ui.theme.look import follow, hex_of, px
from orderdesk.ui.widgets.button import key_text
from orderdesk.ui.widgets.card import Card
from orderdesk.ui.widgets.lists.table import Table
from orderdesk.ui.widgets.lists.table_model import Column
from orderdesk.ui.widgets.page_head import PageHead

KEYS = "Keys"
Chapter = tuple[str, str]


def chapters() -> list[Chapter]:
    """The written chapters in their order: (title, Markdown)."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(resource("help").glob("*.md"))]
    return [(text.partition("\n")[0].lstrip("# "), text) for text in texts]


def keys_chapter(commands: list[Command]) -> str:
    """The keys of all commands as Markdown, by group; a command without a key is in the palette."""
    groups: dict[str, list[Command]] = {}
    for command in commands:
        if command.shortcut:
            groups.setdefault(command.group or "Everywhere", []).append(command)
    lines = ["# Keys", "", "Everything else is in the palette: **Ctrl+K**.", ""]
    for group, members in groups.items():
        lines += [f"## {group}", "", "| key | does |", "|---|---|"]
        lines += [f"| {key_text(command.shortcut)} | {command.title} |" for command in members]
        lines.append("")
    return "\n".join(lines)


class HelpPage(QWidget):
    """Chapters at the left, the one chosen at the right."""

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        column: Column[Chapter] = Column("Chapter", lambda chapter: chapter[0], 0)
        self.list = Table([column], lambda chapter: chapter[0], "Chapters")
        self.text = QTextBrowser()
        self.text.setAccessibleName("Help text")
        self.text.setOpenLinks(False)
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setProperty("bare", True)
        self._head = PageHead("Help")
        self._head.summary.setText("F1 shows the keys of the screen you are on; Esc goes back")
        left, right = Card(padding=0, spacing=0), Card()
        left.body.addWidget(self.list)
        right.body.addWidget(self.text)
        left.setMaximumWidth(px(300))
        line = QHBoxLayout()
        line.addWidget(left, 1)
        line.addWidget(right, 3)
        self._body = QVBoxLayout(self)
        self._body.addWidget(self._head)
        self._body.addLayout(line, 1)
        self.list.current_changed.connect(self._show)
        self.setFocusProxy(self.list)
        follow(self._restyle)
        self.read()

    def _restyle(self) -> None:
        self._body.setContentsMargins(px(20), px(10), px(20), px(16))
        self._body.setSpacing(px(12))
        self.text.document().setDefaultStyleSheet(f"a {{ color: {hex_of('accent_text')}; }}")

    def read(self) -> None:
        """Read the chapters; the keys are those of the screens opened so far."""
        self.list.show_rows([*chapters(), (KEYS, keys_chapter(self.bench.commands.all()))])
        self.list.select_first()

    def visit(self, what: object) -> None:
        """Open a chapter by its title."""
        self.read()
        self.list.select_key(str(what))

    def _show(self, chapter: Chapter | None) -> None:
        if chapter is not None:
            self.text.setMarkdown(chapter[1])
            _let_breathe(self.text.document())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.bench.go.emit("", None)
        else:
            super().keyPressEvent(event)


def _let_breathe(document: QTextDocument) -> None:
    """Give paragraphs the room between them that Markdown leaves to the reader's program."""
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        shape.setBottomMargin(px(10 if shape.headingLevel() or not block.textList() else 4))
        shape.setLineHeight(140, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(block).setBlockFormat(shape)
        block = block.next()
