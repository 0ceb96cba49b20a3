"""Payments: what is settled is what was given less change and cash rounding, and never more goes back than came in."""

from __future__ import annotations

from orderdesk.persistence.proofs.base import Proof, in_sql

_PAYMENT = "SELECT o.number AS number, p.id AS payment, p.tender AS tender, p.amount AS m_amount"
_FROM = "FROM payments p JOIN orders o ON o.id = p.order_id"

CHANGE = f"""
    {_PAYMENT}, p.tendered AS m_tendered, p.change AS m_change, p.rounding AS m_rounding {_FROM}
    WHERE p.amount <= 0 OR p.change < 0 OR (p.change <> 0 AND p.tender <> 'cash')
        OR (p.tendered <> 0 AND p.amount <> p.tendered - p.change - p.rounding) OR (p.tendered = 0 AND p.change <> 0)
        OR (p.rounding <> 0 AND p.tender <> 'cash') OR p.rounding > 500 OR p.rounding < -500
"""
# What was paid for a sale from before an import is not in the books; the credit for it may be.
REFUNDS = """
    SELECT o.number AS number, SUM(CASE WHEN p.kind = 'refund' THEN p.amount ELSE 0 END) AS m_refunded,
        SUM(CASE WHEN p.kind = 'refund' THEN 0 ELSE p.amount END) AS m_paid
    FROM payments p JOIN orders o ON o.id = p.order_id
    WHERE NOT EXISTS (SELECT 1 FROM invoices c WHERE c.order_id = o.id AND c.kind = 'credit-note'
        AND c.amends_id IS NULL)
    GROUP BY o.number HAVING SUM(CASE WHEN p.kind = 'refund' THEN p.amount ELSE -p.amount END) > 0
"""
CARD = """
    SELECT o.number AS number, t.name AS tender,
        SUM(CASE WHEN p.kind = 'refund' THEN p.amount ELSE -p.amount END) AS m_over
    FROM payments p JOIN orders o ON o.id = p.order_id JOIN tenders t ON t.code = p.tender
    WHERE t.kind IN ('card', 'online') GROUP BY o.number, t.name
    HAVING SUM(CASE WHEN p.kind = 'refund' THEN p.amount ELSE -p.amount END) > 0
"""
# By a tender no more goes back than it brought, unless a person allowed it. What came by one that gives nothing back
# goes back by any, and store credit stands in for every tender; what was paid before an import is not in the books.
TENDERS = """
    SELECT o.number AS number, SUM(CASE WHEN x.kind IN ('cod', 'account') OR (x.kind <> 'store-credit' AND x.back > 0)
        THEN x.back ELSE 0 END) AS m_over
    FROM (SELECT p.order_id AS order_id, p.tender AS tender, t.kind AS kind,
            SUM(CASE WHEN p.kind = 'refund' THEN p.amount ELSE -p.amount END) AS back
        FROM payments p JOIN tenders t ON t.code = p.tender GROUP BY p.order_id, p.tender, t.kind) AS x
    JOIN orders o ON o.id = x.order_id
    WHERE NOT EXISTS (SELECT 1 FROM events e WHERE e.subject_id = o.id AND e.what = 'refunded otherwise')
        AND NOT EXISTS (SELECT 1 FROM invoices c WHERE c.order_id = o.id AND c.kind = 'credit-note'
            AND c.amends_id IS NULL)
    GROUP BY o.id, o.number
    HAVING SUM(CASE WHEN x.kind <> 'store-credit' AND x.back > 0 THEN x.back ELSE 0 END) > 0
        AND SUM(CASE WHEN x.kind IN ('cod', 'account') OR (x.kind <> 'store-credit' AND x.back > 0)
            THEN x.back ELSE 0 END) > 0
"""
# What invoices ask for is given back by a credit note, or on a person's word that the payment did not hold: a refund
# beyond that which still leaves its order's invoices unpaid.
_SIGNED = "CASE WHEN {0}.kind = 'refund' THEN -{0}.amount ELSE {0}.amount END"
_ASKED = "SELECT COALESCE(SUM(CASE WHEN i.kind = 'invoice' THEN i.total ELSE -i.total END), 0) FROM invoices i"
_HELD = f"SELECT COALESCE(SUM({_SIGNED.format('q')}), 0) FROM payments q WHERE q.order_id = r.order_id"
OWED_AGAIN = f"""
    SELECT o.number AS number, r.amount AS m_amount, r.receipt AS receipt
    FROM payments r JOIN orders o ON o.id = r.order_id
    WHERE r.kind = 'refund' AND r.undoes_id IS NULL AND r.credit_note_id IS NULL AND r.batch_id IS NULL
        AND ({_HELD} AND q.id <= r.id) < ({_ASKED} WHERE i.order_id = r.order_id AND i.issued_at <= r.at)
        AND ({_HELD}) < ({_ASKED} WHERE i.order_id = r.order_id)
        AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = 'order' AND e.subject_id = o.id
            AND e.what = 'owed again')
"""
# A receipt is one moment at one till: what was taken for one order, or what was given back of it.
RECEIPTS = """
    SELECT p.receipt AS number, COUNT(DISTINCT p.order_id) AS orders FROM payments p WHERE p.receipt <> ''
    GROUP BY p.receipt
    HAVING COUNT(DISTINCT p.order_id) > 1 OR COUNT(DISTINCT p.kind) > 1 OR COUNT(DISTINCT p.at) > 1
"""
CREDIT = f"""
    {_PAYMENT}, c.number AS paper {_FROM} JOIN invoices c ON c.id = p.credit_note_id
    WHERE p.kind <> 'refund' OR c.kind <> 'credit-note' OR c.order_id <> p.order_id
"""
STORE_CREDIT = """
    SELECT COALESCE(k.number, c.number, 'no customer') AS number,
        SUM(CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END) AS m_over
    FROM payments p LEFT JOIN customers c ON c.id = p.customer_id LEFT JOIN customers k ON k.id = c.merged_into_id
    WHERE p.tender = 'store-credit' GROUP BY COALESCE(k.number, c.number, 'no customer')
    HAVING SUM(CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END) > 0
"""
UNDONE = """
    SELECT o.number AS number, p.id AS payment, p.undoes_id AS undone
    FROM payments p LEFT JOIN payments u ON u.id = p.undoes_id JOIN orders o ON o.id = p.order_id
    WHERE p.undoes_id IS NOT NULL AND (u.id IS NULL OR p.kind <> 'refund' OR u.kind <> 'payment'
        OR p.order_id <> u.order_id OR p.tender <> u.tender OR p.amount <> u.amount OR p.rounding <> -u.rounding
        OR COALESCE(p.till_session_id, 0) <> COALESCE(u.till_session_id, 0))
"""
# A refund gives back a payment of its own order, at most what it was, and to a card only what came from it.
GIVEN_BACK = """
    SELECT o.number AS number, p.id AS payment, p.amount AS m_amount, SUM(r.amount) AS m_back
    FROM payments r JOIN orders o ON o.id = r.order_id LEFT JOIN payments p ON p.id = r.gives_back_id
    JOIN tenders t ON t.code = r.tender
    WHERE r.gives_back_id IS NOT NULL GROUP BY o.number, p.id, p.amount
    HAVING p.id IS NULL OR SUM(r.amount) > p.amount OR MAX(CASE WHEN r.kind <> 'refund' OR p.kind <> 'payment'
        OR p.order_id <> r.order_id OR p.id > r.id OR (t.kind IN ('card', 'online') AND r.tender <> p.tender)
        OR COALESCE(r.undoes_id, p.id) <> p.id THEN 1 ELSE 0 END) = 1
"""
DRAWER = f"""
    {_PAYMENT} {_FROM} WHERE p.tender = 'cash' AND p.till_session_id IS NULL AND p.batch_id IS NULL
"""
SHIFT = f"""
    {_PAYMENT}, t.name AS till {_FROM} JOIN till_sessions s ON s.id = p.till_session_id
    JOIN tills t ON t.id = s.till_id
    WHERE p.at < s.opened_at OR p.at > s.closed_at
"""
CANCELLED = """
    SELECT o.number AS number, SUM(CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END) AS m_held
    FROM payments p JOIN orders o ON o.id = p.order_id WHERE o.state = 'cancelled' GROUP BY o.number
    HAVING SUM(CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END) <> 0
"""
# Paid first, or a deposit as an amount or a part of the total, never more than what is still to pay.
FIRST = """
    SELECT o.number AS number, o.due AS m_due FROM orders o
    WHERE o.state = 'confirmed' AND o.hold = '' AND o.unpaid_allowed = 0 AND o.due > 0
        AND o.fulfilment NOT IN ('shipped', 'delivered')
        AND (o.invoicing = 'payment' OR (o.deposit > 0 OR o.deposit_rate > 0)
            AND CASE WHEN o.deposit_rate > 0 THEN o.total * o.deposit_rate / 1000000
                WHEN o.deposit > o.total THEN o.total ELSE o.deposit END
            > (SELECT COALESCE(SUM(CASE WHEN p.kind = 'refund' THEN -p.amount ELSE p.amount END), 0)
                FROM payments p WHERE p.order_id = o.id))
"""
LET_GO = """
    SELECT o.number AS number, s.number AS shipment FROM orders o JOIN shipments s ON s.order_id = o.id
    JOIN allocations a ON a.shipment_id = s.id
    WHERE o.let_go = 1 AND o.state = 'confirmed' AND a.gone = 0 AND s.state IN ('waiting', 'allocated')
    GROUP BY o.number, s.number
"""

prove = in_sql(
    Proof(
        "payment.change",
        "payment",
        CHANGE,
        "{number}: payment {payment} keeps {m_amount} of {m_tendered} given with {m_change} change and {m_rounding} "
        "cash rounding ({tender}).",
    ),
    Proof(
        "payment.undone",
        "payment",
        UNDONE,
        "{number}: payment {payment} does not take back payment {undone} as it was.",
    ),
    Proof(
        "payment.given-back",
        "payment",
        GIVEN_BACK,
        "{number}: {m_back} is given back of payment {payment}, which is of {m_amount} and cannot be given back so.",
    ),
    Proof("payment.refunds", "order", REFUNDS, "{number}: {m_refunded} was given back of {m_paid} paid."),
    Proof("payment.card", "order", CARD, "{number}: {m_over} more went back to {tender} than came from it."),
    Proof("payment.tender", "order", TENDERS, "{number}: {m_over} more went back by a tender than came in by it."),
    Proof(
        "payment.owed-again",
        "order",
        OWED_AGAIN,
        "{number}: {m_amount} was given back ({receipt}) that its invoices ask for, without a credit note.",
    ),
    Proof(
        "payment.receipt",
        "receipt",
        RECEIPTS,
        "{number} is for more or fewer orders than one, or for what was not paid at once.",
    ),
    Proof(
        "payment.credit-note", "payment", CREDIT, "{number}: payment {payment} names {paper}, which is no credit on it."
    ),
    Proof("payment.store-credit", "customer", STORE_CREDIT, "{number} used {m_over} more store credit than was given."),
    Proof(
        "payment.drawer", "payment", DRAWER, "{number}: {m_amount} in cash (payment {payment}) went through no till."
    ),
    Proof(
        "payment.session",
        "payment",
        SHIFT,
        "{number}: payment {payment} was not made while its session of {till} was open.",
    ),
    Proof(
        "payment.first", "order", FIRST, "{number} goes on though money that it asks first is not here ({m_due} due)."
    ),
    Proof(
        "payment.let-go", "order", LET_GO, "{number} was let go until its money comes, but {shipment} has its stock."
    ),
    Proof("payment.cancelled", "order", CANCELLED, "{number} is cancelled, and the shop still holds {m_held} for it."),
)
