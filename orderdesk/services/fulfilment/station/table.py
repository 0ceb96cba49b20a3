"""One scan at the table: the parcel as it is inside the transaction, and the rows that the scan leaves."""

from __future__ import annotations

from dataclasses import dataclass

from orderdesk.domain.fulfilment.station.answers import FINISHED, STOP, StationAnswer
from orderdesk.domain.fulfilment.station.scans import ScanKind, StationScan
from orderdesk.domain.fulfilment.station.task import PackingTask, ParcelGoods
from orderdesk.domain.lifecycles import SHIPMENT, Facts
from orderdesk.domain.orders.records import Order
from orderdesk.domain.values.quantity import Quantity, shown_quantity
from orderdesk.domain.values.texts import listed
from orderdesk.persistence.fulfilment import scans
from orderdesk.persistence.fulfilment.records import read_shipments
from orderdesk.services.desk import Work
from orderdesk.services.fulfilment.station.reading import read_task
from orderdesk.services.record.progress import order_of, shipment_of


@dataclass(slots=True)
class PackingTable:
    """A station at work on one parcel: what lies on it, and the code that was read."""

    work: Work
    station: str
    task: PackingTask
    order: Order
    code: str = ""
    _stale: bool = False

    @classmethod
    def of(
        cls, work: Work, station: str, shipment_id: int, code: str = "", before: PackingTask | None = None
    ) -> PackingTable:
        """The parcel, locked until the commit, so that two stations count one after the other."""
        order = order_of(work, shipment_of(work, shipment_id).order_id)
        return cls(work, station, read_task(work.connection, shipment_id, before), order, code.strip()[:200])

    def write(
        self,
        what: ScanKind,
        *,
        box: int | None = None,
        goods: ParcelGoods | None = None,
        item_id: int | None = None,
        quantity: Quantity = 0,
        weight_g: int = 0,
        why: str = "",
        undoes: StationScan | None = None,
    ) -> None:
        """Keep the scan for good."""
        self._stale = True
        task = self.task
        line = goods.line_of(task.counted(goods.item_id)) if goods else undoes.order_line_id if undoes else None
        item = goods.item_id if goods else undoes.item_id if undoes else item_id
        place = box or (undoes.box if undoes else task.count.box)
        scans.add_scan(
            self.work.connection,
            StationScan(
                0,
                self.work.now,
                self.work.user,
                self.station,
                what,
                task.shipment_id,
                task.picklist_id,
                box=place,
                order_line_id=line,
                item_id=item,
                quantity=quantity,
                weight_g=weight_g,
                code=self.code,
                why=why,
                undoes_id=undoes.id if undoes else None,
            ),
        )

    def say(
        self, what: ScanKind, sentence: str, word: str = "", *, twin: bool = False, stays: bool = True
    ) -> StationAnswer:
        """The answer; a parcel that does not stay is taken off the table."""
        if not stays:
            return StationAnswer(what, sentence, word=word)
        if self._stale:
            self.read_again()
        return StationAnswer(what, sentence, self.task.shipment_id, word, self.task, twin)

    def read_again(self) -> PackingTask:
        """The parcel with what was just written."""
        self.task, self._stale = read_task(self.work.connection, self.task.shipment_id, self.task), False
        return self.task

    def stopped(self) -> StationAnswer | None:
        """Why nothing counts here any more: another station has the parcel, or it is not to be packed now."""
        task = self.task
        (kept,) = read_shipments(self.work.connection, [task.shipment_id])
        if not task.is_packed:
            refusal = SHIPMENT.refusal(task.state, "pack", Facts(task.number, hold=kept.hold))
            if refusal:
                self.write(ScanKind.UNKNOWN, why=refusal)
                return self.say(
                    ScanKind.UNKNOWN, f"{refusal} Put the goods back; nothing was counted.", STOP, stays=False
                )
        begun = task.count.begun
        if begun is not None and begun.station != self.station:
            # No stop: it would hold those who have it now.
            self.write(ScanKind.HELP, why="taken over")
            told = f"{begun.user} has taken {task.number} over at {begun.station}. Nothing was counted here."
            return self.say(ScanKind.UNKNOWN, told, STOP, stays=False)
        return None

    def finished(self) -> StationAnswer:
        """Nothing is left to do with the parcel: the table is free for the next one."""
        self.write(ScanKind.HELP, why="finished")
        return self.say(ScanKind.HELP, f"{self.task.number} is done. Scan the next one.", FINISHED, stays=False)

    def held_words(self) -> str:
        """What is to be put right, in one sentence."""
        if self.task.surplus:
            named = {each.item_id: each.sku for each in self.task.goods}
            over = [
                f"{shown_quantity(quantity)} × {named.get(item, 'what is no longer wanted')}"
                for item, quantity in self.task.surplus
            ]
            return f"{self.task.order_number} was changed: take {listed(over)} out again, then scan PUT BACK."
        return "Put the last one back, then scan PUT BACK."

    def next_words(self) -> str:
        """What is to be done next, in one sentence."""
        task = self.task
        if task.is_packed:
            return task.lacks or f"{task.number} is done."
        if task.next_goods is not None:
            goods, quantity = task.next_goods
            return f"Next: {shown_quantity(quantity)} × {goods.name}, bin {goods.bins}."
        if task.missing and not task.is_packed:
            return f"Box {task.count.box} is as planned. Scan NEXT BOX."
        return task.lacks or "All is in. Scan DONE."
