"""The column beside the goods: the box that is being filled, its weight, the note, and what is still lacking."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from orderdesk.domain.fulfilment.boxes import place_words
from orderdesk.domain.fulfilment.station.task import PackingTask
from orderdesk.domain.fulfilment.weighing import in_order
from orderdesk.domain.values.quantity import ONE, shown_quantity, shown_units
from orderdesk.domain.values.weights import shown_weight
from orderdesk.ui.bench.commands import Commands
from orderdesk.ui.fulfilment.box_drawing import LayerDrawing
from orderdesk.ui.theme.look import follow, px
from orderdesk.ui.widgets.button import ActionButton
from orderdesk.ui.widgets.card import Card
from orderdesk.ui.widgets.label import Label
from orderdesk.ui.widgets.window.visibility import show_part


class BoxColumn(QWidget):
    """Shows the parcel in words; DONE is grey until nothing is lacking, and says what is."""

    def __init__(self, commands: Commands) -> None:
        super().__init__()
        self._body = QVBoxLayout(self)
        self._whole = Label("", "count", figures=True)
        self._box = Label("", "total", figures=True)
        self._carton = Label("", "heading", wrap=True)
        self._plan = Label("", "small", "text2", wrap=True)
        self.drawing = LayerDrawing()
        self._turned: int | None = None
        self._task: PackingTask | None = None
        self._weight = Label("", "heading", "text2", wrap=True)
        self._doubt = Label("", "heading", "danger", wrap=True)
        self._note_words = Label("", "heading", wrap=True)
        self._note_state = Label("", "strong", "warning", wrap=True)
        self._note = Card()
        self._note.body.addWidget(self._note_words)
        self._note.body.addWidget(self._note_state)
        self._lacks = Label("", "heading", "text2", wrap=True)
        self.done = ActionButton(commands.action("station.done"), role="primary", large=True)
        for part in (self._whole, self._box, self._carton, self._weight, self._doubt, self._note):
            self._body.addWidget(part)
        # The drawing takes what the words leave.
        self._body.addWidget(self.drawing, 1)
        self._body.addWidget(self._plan)
        self._body.addStretch()
        self._body.addWidget(self._lacks)
        self._body.addWidget(self.done)
        follow(self._fit)

    def _fit(self) -> None:
        self._body.setContentsMargins(px(20), px(12), px(20), px(12))
        self._body.setSpacing(px(8))
        self.done.setMinimumHeight(px(52))

    def show_task(self, task: PackingTask | None) -> None:
        """Show the parcel on the table, or nothing."""
        for part in (self._whole, self._box, self._weight, self._lacks, self.done):
            show_part(part, task is not None)
        show_part(self._doubt, False)
        self._turned, self._task = None, task
        self._draw()
        show_part(self._note, bool(task and task.note))
        if task is None:
            return
        inside = task.wanted if task.is_packed else task.inside
        self._whole.setText(f"{shown_quantity(inside)} of {shown_quantity(task.wanted)} packed")
        self._note_words.setText(task.note)
        read = task.is_packed or task.count.note
        self._note_state.setText("Read" if read else "To be read: Ctrl+T, or scan NOTE READ")
        self._note_state.set_tone("success" if read else "warning")
        self._lacks.setText(task.lacks)
        if task.is_packed:
            box = task.next_label
            self._box.setText(f"Box {place_words(box, task.packed)}" if box else "All labels are right")
            weighed = [box] if box else task.packed
            self._weight.setText(shown_weight(sum(each.weight_g for each in weighed)))
        else:
            self._filling(task)

    def turn_layer(self, by: int) -> None:
        """Show the layer above or below, until the next scan."""
        self._turned = max(0, min(self.drawing.layers - 1, self.drawing.layer + by))
        self._draw()

    def _draw(self) -> None:
        """The box that is being filled as it is planned; nothing where it is packed in another carton, or as one
        likes."""
        task = self._task if self._task and not self._task.is_packed else None
        carton = task.carton_of(task.count.box) if task else None
        planned = task.plan.box(task.count.box) if task else None
        drawn = planned if planned and carton and planned.carton and planned.carton.code == carton.code else None
        if task:
            named = {each.item_id: each.sku for each in task.goods}
            inside = {named.get(key, ""): int(count // ONE) for key, count in task.count.in_box(task.count.box).items()}
            self.drawing.show_box(drawn, inside, self._turned)
            self._carton.setText(f"Carton {carton.code} · {carton.name}" if carton else "")
            self._plan.setText(" ".join(task.plan.said))
        show_part(self.drawing, drawn is not None)
        show_part(self._carton, carton is not None)
        show_part(self._plan, bool(task and task.plan.said))

    def _filling(self, task: PackingTask) -> None:
        box = task.count.box
        inside = sum(task.count.in_box(box).values())
        self._box.setText(f"Box {box}: {shown_units(inside)}")
        weighed, why = task.count.weights.get(box, (0, ""))
        computed = task.computed_g(box)
        parts = [f"calculated {shown_weight(computed)}"] if computed else []
        parts += [f"scales {shown_weight(weighed)}"] if weighed else []
        parts += ["in order"] if weighed and computed and in_order(weighed, computed) else []
        parts += [why] if why else []
        self._weight.setText(" · ".join(parts))
        doubts = [words for each in task.count.boxes if (words := task.heavy(each))]
        self._doubt.setText("Check it: " + "; ".join(doubts) if doubts else "")
        show_part(self._doubt, bool(doubts))
