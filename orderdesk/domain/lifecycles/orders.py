"""What may happen to an order."""

from __future__ import annotations

from orderdesk.domain.lifecycles.machine import Deed, Facts, Lifecycle, Transition, bars, needs
from orderdesk.domain.lifecycles.states import OrderState as State

_ALL = tuple(State)
_UNBOUND = (State.DRAFT, State.QUOTE)
_STANDS = (*_UNBOUND, State.CONFIRMED)
_BOUND = (State.CONFIRMED,)
_TAKEN = (State.CONFIRMED, State.CLOSED)

has_lines = needs("lines", "{} has no lines; add at least one.")
_not_shipped = bars("shipped", "{} has goods shipped; open a return instead.")
_not_invoiced = bars("invoiced", "{} is invoiced; credit the invoice instead.")
_not_paid = bars("paid", "{} has money taken on it; refund that first.")
_nothing_open = bars("open_work", "{} still has something to ship, bill, collect or receive back.")
_CHANGE = "Change order"
_waits = needs("waiting", "No line of {} waits for goods.")
_stock_kept = bars("let_go", "The reservation for {} has lapsed; stock is allocated again when payment arrives.")
_some_open = needs("open_parts", f"Nothing of {{}} is back-ordered; what is reserved is given up with {_CHANGE}.")
_has_items = needs("items", "{} has no goods to order again.")
_some_out = needs("returnable", "Nothing of {} has shipped that could come back.")
_some_to_bill = needs("to_bill", "{} has nothing to invoice yet; it is invoiced when it ships.")
_not_billed = bars("billed", "{} is invoiced; how it is invoiced cannot change.")
_not_all_billed = needs("unbilled", "{} is invoiced; print its invoice.")
_billed = needs("billed", "{} has no invoice to credit.")
_credit_left = needs("credit_left", "Everything invoiced of {} is credited already.")
_has_einvoice = needs("e_invoice", "{} has no invoice for a known customer yet.")
_owes = needs("due", "{} owes nothing.")
_some_paid = needs("payments", "Nothing is paid on {} that could be undone.")
_paid_today = needs(
    "undoable",
    "{} has no payment of today that can be undone; once the till is counted, refund it instead.",
)
_holds_money = needs("held_money", "No money is held on {}.")


def _not_held_yet(facts: Facts) -> str | None:
    return f"{facts.name} is on hold already ({facts.hold})." if facts.hold else None


def _held(facts: Facts) -> str | None:
    return None if facts.hold else f"{facts.name} is not on hold."


ORDER = Lifecycle(
    "order",
    (
        Transition("quote", (State.DRAFT,), State.QUOTE, (has_lines,)),
        Transition("confirm", _UNBOUND, State.CONFIRMED, (has_lines,), "Confirm order"),
        Transition("close", _BOUND, State.CLOSED, (_nothing_open,)),
        Transition("reopen", (State.CLOSED,), State.CONFIRMED),
        Transition("cancel", _STANDS, State.CANCELLED, (_not_shipped, _not_invoiced, _not_paid), "Cancel order"),
    ),
    (
        Deed("edit", "", _UNBOUND, "only a draft or quote is edited"),
        Deed("amend", "", _BOUND, "only a confirmed order is amended"),
        Deed("change", _CHANGE, _STANDS, "copy it instead"),
        Deed("copy", "Copy order", _ALL, "", (_has_items,)),
        Deed("quote-until", "Quote until a day", _UNBOUND, "only a draft or quote is quoted"),
        Deed("requote", "", (State.QUOTE,), "only the prices of a quote are taken anew"),
        Deed("terms", "Billing and deposit", _STANDS, "there is nothing to agree on", (_not_billed,)),
        Deed("hold", "Put on hold", _STANDS, "there is nothing to hold", (_not_held_yet,)),
        Deed("release", "Release hold", _ALL, "", (_held,)),
        Deed("allocate", "Allocate stock", _BOUND, "only a confirmed order is allocated", (_stock_kept, _waits)),
        Deed("ship-part", "Ship what is there", _STANDS, "nothing more of it is sent", (_waits,)),
        Deed("ship-whole", "Wait for all", _STANDS, "nothing more of it is sent", (_waits,)),
        Deed("tell", "Tell the customer a day", _BOUND, "only a confirmed order has promises", (_waits,)),
        Deed("cancel-open", "Cancel what is open", _BOUND, "only a confirmed order has open quantities", (_some_open,)),
        Deed("invoice", "Issue invoice", _BOUND, "only a confirmed order is invoiced", (_some_to_bill,)),
        Deed("credit", "Credit an invoice", _ALL, "", (_billed, _credit_left)),
        Deed("e-invoice", "Save e-invoice", _ALL, "", (_has_einvoice,)),
        Deed("pay", "Take payment", _TAKEN, "money is taken on a confirmed order", (_owes,)),
        Deed("undo-payment", "Undo a payment", _ALL, "", (_some_paid, _paid_today)),
        Deed("refund", "Give money back", _ALL, "", (_holds_money,)),
        Deed("return", "Start a return", _TAKEN, "nothing of it can come back", (_some_out,)),
        Deed("print-quote", "", (State.QUOTE,), "only a quote is printed as one"),
        Deed("print-acknowledgement", "", _BOUND, "only a confirmed order is acknowledged"),
        Deed("print-pro-forma", "", _STANDS, "there is no pro-forma of it", (_not_all_billed,)),
    ),
)
