"""The check of the books: a healthy shop has no findings, and every kind of fault planted in it is found and named."""

from __future__ import annotations

import ast
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from pysqlite3 import dbapi2 as sqlite
from sqlalchemy import make_url, select, text

from orderdesk.domain.care.checking import Certificate, Finding
from orderdesk.domain.prices.pricing import Rules
from orderdesk.domain.prices.tax import TaxPolicy
from orderdesk.domain.values.errors import NotFound, Refused, StorageFailed
from orderdesk.persistence.care.creation import open_or_create
from orderdesk.persistence.database import postgresql
from orderdesk.persistence.database.engine import Database, open_database
from orderdesk.persistence.proofs import references, registry
from orderdesk.persistence.proofs.base import Context
from orderdesk.persistence.schema import events
from orderdesk.services.care.checking import check, repair_caches
from orderdesk.services.desk import Desk
from orderdesk.services.money.day_report import day_report
from tests import busy_shop, postgres
from tests.architecture.sources import modules, place, tree
from tests.ledger import Clock, Ledger

pytestmark = pytest.mark.long

CONTEXT = Context("GBP", lambda: None)
# (rule, how the thing is called, what is done to the database behind the program's back)
FAULTS = (
    ("stock.on-hand", "MUG", "UPDATE stock SET on_hand = on_hand + 1000 WHERE item_id = 1"),
    ("stock.on-hand", "TEE", "UPDATE movements SET quantity = quantity + 1 WHERE id = 2"),
    ("stock.on-hand", "TEE", "DELETE FROM stock WHERE item_id = 2"),
    ("stock.on-hand", "BOOK", "DELETE FROM movements WHERE kind = 'receipt' AND item_id = 3"),
    ("stock.reserved", "MUG", "UPDATE stock SET reserved = reserved - 1 WHERE item_id = 1 AND reserved > 0"),
    ("stock.reserved", "MUG", "UPDATE allocations SET quantity = quantity + 1 WHERE item_id = 1 AND gone = 0"),
    ("stock.limits", "LAMP", "UPDATE stock SET reserved = on_hand + 1 WHERE item_id = 4"),
    ("stock.limits", "LAMP", "UPDATE stock SET reserved = -1 WHERE item_id = 4"),
    ("stock.off-shelf", "MUG", "UPDATE bins SET sells = 0 WHERE code = 'A-01-2'"),
    ("stock.moves", "BOOK", "UPDATE movements SET quantity = quantity + 5 WHERE kind = 'move' AND quantity > 0"),
    ("stock.signs", "MUG", "UPDATE movements SET quantity = -quantity WHERE kind = 'sale' AND item_id = 1"),
    ("stock.correction", "TEE", "UPDATE movements SET corrects_id = 1 WHERE id = 2"),
    ("stock.correction", "MUG", "UPDATE movements SET corrects_id = 1 WHERE id = 1"),
    ("stock.ledger", "MUG", "DELETE FROM reservations WHERE id = (SELECT MIN(id) FROM reservations)"),
    ("stock.ledger", "MUG", "UPDATE reservations SET order_line_id = order_line_id + 1 WHERE id = 1"),
    ("stock.as-of", "MUG", "UPDATE reservations SET quantity = quantity + 1000 WHERE id = 1"),
    ("stock.as-of", "TEE", "UPDATE movements SET effective_at = at + 900000000 WHERE id = 2"),
    ("stock.as-of", "TEE", "UPDATE movements SET effective_at = 0 WHERE id = 2"),
    ("stock.document", "MUG", "UPDATE movements SET document_kind = '' WHERE kind = 'sale' AND item_id = 1"),
    ("stock.document", "MUG", "UPDATE movements SET document_id = 99 WHERE kind = 'return' AND item_id = 1"),
    ("stock.document", "TEE", "UPDATE movements SET document_id = 1 WHERE id = 2"),
    ("stock.past", "BOOK", "UPDATE movements SET effective_at = 9000000000000 WHERE kind = 'receipt' AND item_id = 3"),
    ("place.sells", "A-01-2", "UPDATE bins SET kind = 'damaged' WHERE code = 'A-01-2'"),
    ("place.sells", "A-01-2", "UPDATE locations SET sells = 0"),
    ("place.kind", "Shop", "UPDATE locations SET kind = 'van'"),
    ("purchase.received", "PO-1", "UPDATE purchase_receipts SET quantity = quantity + 1000"),
    ("purchase.moved", "PO-1", "UPDATE movements SET quantity = quantity + 1000 WHERE reason = 'PO-1'"),
    ("purchase.state", "PO-1", "UPDATE purchases SET state = 'received'"),
    ("purchase.expected", "PO-1", "UPDATE incoming SET expected = 0 WHERE purchase_id IS NOT NULL"),
    ("purchase.lost", "PO-1", "UPDATE incoming SET purchase_id = 99 WHERE purchase_id IS NOT NULL"),
    ("line.equation", "SO-1011", "UPDATE order_lines SET cancelled = 3000 WHERE order_id = 11 AND position = 1"),
    ("line.charge", "SO-1001", "UPDATE order_lines SET shipped = 1000 WHERE order_id = 1 AND label = 'Road'"),
    ("line.allocated", "SO-1007", "UPDATE order_lines SET allocated = 1000 WHERE order_id = 7 AND position = 1"),
    ("line.allocated", "SO-1007", "DELETE FROM allocations WHERE gone = 0 AND order_line_id IN "
     "(SELECT id FROM order_lines WHERE order_id = 7)"),
    ("line.shipped", "SO-1001", "UPDATE order_lines SET shipped = 2000 WHERE order_id = 1 AND position = 1"),
    ("line.returned", "SO-1001", "UPDATE order_lines SET returned = 0 WHERE order_id = 1 AND position = 1"),
    ("line.returned-more", "SO-1001", "UPDATE order_lines SET returned = 4000 WHERE order_id = 1 AND position = 1"),
    ("line.invoiced", "SO-1001", "UPDATE order_lines SET invoiced = 0 WHERE order_id = 1 AND position = 1"),
    ("line.invoiced-more", "SO-1002", "UPDATE order_lines SET cancelled = 4000 WHERE order_id = 2 AND position = 1"),
    ("line.early", "SO-1007", "UPDATE order_lines SET promised = '2001-01-01' WHERE order_id = 7 AND position = 1"),
    ("line.allocation", "SH-1001", "UPDATE allocations SET item_id = 2 WHERE shipment_id = 1 AND item_id = 1"),
    ("line.allocation", "SH-1001", "UPDATE allocations SET order_line_id = (SELECT MIN(id) FROM order_lines WHERE "
     "order_id = 7) WHERE shipment_id = 1 AND item_id = 1"),
    ("shipment.sales", "SH-1001", "UPDATE movements SET quantity = quantity - 1000 WHERE kind = 'sale' AND "
     "document_id = 1"),
    ("shipment.sales", "no shipment", "UPDATE movements SET document_id = NULL WHERE kind = 'sale' AND "
     "document_id = 1"),
    ("shipment.sales", "SH-1001", "DELETE FROM movements WHERE kind = 'sale' AND document_id = 1"),
    ("shipment.gone", "SH-1001", "UPDATE allocations SET gone = 0 WHERE shipment_id = 1"),
    ("shipment.gone", "SH-1001", "UPDATE shipments SET state = 'packed' WHERE id = 1"),
    ("shipment.gone", "SH-1001", "UPDATE shipments SET state = 'cancelled' WHERE id = 1"),
    ("shipment.empty", "SH-1001", "DELETE FROM allocations WHERE shipment_id = 1"),
    ("shipment.picked", "SH-1001", "UPDATE allocations SET picked = 0 WHERE shipment_id = 1"),
    ("shipment.boxes", "SH-1001", "DELETE FROM boxes WHERE shipment_id = 1"),
    (
        "shipment.boxes",
        "SH-1001",
        "INSERT INTO box_lines (allocation_id, box_id, quantity) SELECT a.id, b.id, a.quantity + 1 FROM allocations a "
        "JOIN boxes b ON b.shipment_id = a.shipment_id WHERE a.id = 1",
    ),
    (
        "shipment.box",
        "SH-1001",
        "INSERT INTO box_lines (allocation_id, box_id, quantity) SELECT (SELECT MAX(id) FROM allocations), id, 1 "
        "FROM boxes WHERE shipment_id = 1",
    ),
    ("shipment.positions", "SH-1001", "INSERT INTO boxes (shipment_id, position) VALUES (1, 1)"),
    ("shipment.split", "SH-1001", "UPDATE boxes SET earlier = 'SH-1002-1' WHERE shipment_id = 1"),
    ("shipment.split", "SH-1001", "UPDATE boxes SET earlier = 'SH-1001-2' WHERE shipment_id = 1"),
    ("carton.used", "M", "UPDATE boxes SET carton_id = NULL WHERE shipment_id = 1"),
    ("carton.used", "M", "DELETE FROM carton_moves WHERE kind = 'used' AND shipment_id = 1"),
    ("carton.left", "M", "UPDATE cartons SET on_hand = on_hand + 1"),
    ("carton.left", "M", "UPDATE cartons SET on_hand = NULL"),
    ("carton.box", "SH-1001", "UPDATE boxes SET carton = 'L' WHERE shipment_id = 1"),
    ("shipment.moments", "SH-1001", "UPDATE shipments SET shipped_at = NULL WHERE id = 1"),
    ("shipment.moments", "SH-1001", "UPDATE shipments SET delivered_at = NULL WHERE id = 1"),
    ("shipment.void", "SH-1005", "UPDATE picklists SET void = 'SO-1007 was changed' WHERE id = 5"),
    ("wave.owner", "PL-1005", "UPDATE picklists SET seen_at = NULL WHERE id = 5"),
    ("wave.owner", "PL-1005", "UPDATE picklists SET seen_at = made_at - 1 WHERE id = 5"),
    ("wave.owner", "PL-1001", "UPDATE picklists SET owner = 'ann', seen_at = made_at WHERE id = 1"),
    ("wave.person", "PL-1005", "UPDATE picklists SET owner = 'ghost' WHERE id = 5"),
    ("wave.tote", "PL-1005", "UPDATE shipments SET tote = 0 WHERE id = 5"),
    ("wave.tote", "PL-1005", "UPDATE shipments SET state = 'picking', picklist_id = 5, tote = 1 WHERE id = 6"),
    ("shipment.order", "SH-1001", "UPDATE orders SET state = 'cancelled' WHERE id = 1"),
    ("shipment.order", "SH-1006", "UPDATE orders SET state = 'closed' WHERE id = 8"),
    ("label.ledger", "SH-1001", "UPDATE boxes SET tracking = '1Z999' WHERE shipment_id = 1"),
    ("label.ledger", "SH-1001", "UPDATE boxes SET label_copies = label_copies + 1 WHERE shipment_id = 1"),
    ("label.ledger", "SH-1001", "UPDATE boxes SET label_void = 1 WHERE shipment_id = 1"),
    ("label.ledger", "SH-1001", "DELETE FROM labels WHERE shipment_id = 1"),
    ("label.lost", "SH-1001", "UPDATE labels SET box = 2 WHERE shipment_id = 1"),
    ("label.lost", "SH-1001", "UPDATE boxes SET position = 2 WHERE shipment_id = 1"),
    ("label.counted", "SH-1001", "UPDATE labels SET what = 'printed', copies = 2 WHERE shipment_id = 1"),
    ("label.counted", "SH-1001", "UPDATE labels SET what = 'voided', copies = 1 WHERE shipment_id = 1"),
    ("label.due", "SH-1001", "UPDATE labels SET due = 0 WHERE shipment_id = 1"),
    ("label.due", "SH-1001", "UPDATE labels SET due = 500 WHERE what <> 'printed' AND shipment_id = 1"),
    ("label.void", "SH-1001", "UPDATE boxes SET label_void = 1 WHERE shipment_id = 1"),
    ("label.twice", "1Z000002", "UPDATE boxes SET tracking = '1Z000002' WHERE shipment_id IN (2, 6)"),
    ("scan.packed", "SH-1006", "UPDATE scans SET quantity = 2000 WHERE id = 7"),
    ("scan.packed", "SH-1006", "UPDATE scans SET item_id = 1 WHERE id = 6"),
    ("scan.packed", "SH-1006", "DELETE FROM scans WHERE id = 5"),
    ("scan.packed", "SH-1006", "UPDATE allocations SET quantity = 2000, picked = 2000 WHERE shipment_id = 6"),
    ("scan.told", "SH-1006", "UPDATE scans SET quantity = 3000 WHERE id = 8"),
    ("scan.undone", "SH-1006", "UPDATE scans SET undoes_id = 4 WHERE id = 5"),
    ("scan.held", "SH-1006", "DELETE FROM scans WHERE id = 4"),
    ("scan.open", "SH-1006", "UPDATE shipments SET state = 'picked' WHERE id = 6"),
    ("task.form", "9", "INSERT INTO tasks (id, kind, note, made_at, done_at) VALUES (9, 'call', 'her', 2, 1)"),
    ("task.form", "9", "INSERT INTO tasks (id, kind, made_at) VALUES (9, 'call', 2)"),
    ("task.count", "9", "INSERT INTO tasks (id, kind, note, made_at, done_at, done_by, item_id, bin_id, quantity) "
     "VALUES (9, 'count', 'empty', 1, 2, 'anna', 1, 1, 1000)"),
    ("task.order", "9", "INSERT INTO tasks (id, kind, note, made_at, shipment_id, order_id) "
     "VALUES (9, 'call', 'her', 2, 1, 2)"),
    ("return.received", "RMA-1001", "UPDATE returns SET state = 'authorised' WHERE id = 1"),
    ("return.outcome", "RMA-1001", "UPDATE return_lines SET outcome = '' WHERE id = 1"),
    ("return.stock", "RMA-1001", "UPDATE movements SET document_id = 2 WHERE kind = 'return' AND document_id = 1"),
    ("return.stock", "RMA-1002", "UPDATE return_lines SET outcome = 'restock' WHERE id = 2"),
    ("return.stock", "RMA-1002", "DELETE FROM movements WHERE kind = 'scrap'"),
    ("return.credited", "RMA-1001", "UPDATE invoices SET return_id = NULL WHERE number = 'CN-1001'"),
    ("return.credited", "RMA-1001", "UPDATE return_lines SET received = 0 WHERE id = 1"),
    ("return.fee", "RMA-1002", "UPDATE returns SET restocking_fee = 5000 WHERE id = 2"),
    ("return.order", "RMA-1001", "UPDATE returns SET order_id = 2 WHERE id = 1"),
    ("order.discount", "SO-1001", "UPDATE adjustments SET amount = 900"),
    ("order.discount", "SO-1001", "DELETE FROM adjustments"),
    ("order.total", "SO-1001", "UPDATE orders SET total = total + 1 WHERE id = 1"),
    ("order.total", "SO-1005", "UPDATE orders SET net = net + 1, tax = tax - 1 WHERE id = 5"),
    ("order.line", "SO-1001", "UPDATE order_lines SET share = share + 1, net = net - 1 WHERE order_id = 1 "
     "AND position = 1"),
    ("order.line", "SO-1001", "UPDATE order_lines SET tax = tax + 1 WHERE order_id = 1 AND position = 1"),
    ("order.line", "SO-1001", "UPDATE order_lines SET price = price + 100000 WHERE order_id = 1 AND position = 1"),
    ("order.price", "SO-1001", "UPDATE order_lines SET share = 9999999 WHERE order_id = 1 AND position = 1"),
    ("summary.units", "SO-1001", "UPDATE orders SET units = 1 WHERE id = 1"),
    ("summary.fulfilment", "SO-1002", "UPDATE orders SET fulfilment = 'shipped' WHERE id = 2"),
    ("summary.payment", "SO-1002", "UPDATE orders SET payment = 'paid' WHERE id = 2"),
    ("summary.due", "SO-1002", "UPDATE orders SET due = 0 WHERE id = 2"),
    ("summary.due", "SO-1012", "UPDATE payments SET amount = amount + 1 WHERE order_id = 12 AND kind = 'payment'"),
    ("invoice.sums", "INV-1001", "UPDATE invoices SET net = net + 1, total = total + 1 WHERE number = 'INV-1001'"),
    ("invoice.sums", "INV-1001", "UPDATE invoice_lines SET net = net + 1 WHERE invoice_id = 1 AND position = 1"),
    ("invoice.sums", "CN-1001", "DELETE FROM invoice_lines WHERE invoice_id = (SELECT id FROM invoices WHERE "
     "number = 'CN-1001')"),
    ("invoice.rates", "INV-1001", "UPDATE invoice_taxes SET tax = tax + 1 WHERE invoice_id = 1 AND rate = 200000"),
    ("invoice.rates", "INV-1001", "UPDATE invoice_taxes SET rate = 190000 WHERE invoice_id = 1 AND rate = 200000"),
    ("invoice.stray", "INV-1001", "UPDATE invoice_lines SET order_line_id = (SELECT MIN(id) FROM order_lines WHERE "
     "order_id = 2) WHERE invoice_id = 1 AND position = 1"),
    ("invoice.rates", "INV-1001", "UPDATE invoice_taxes SET place = 'FR' WHERE invoice_id = 1 AND rate = 200000"),
    ("invoice.exempt", "INV-1001", "UPDATE invoice_taxes SET exemption = 'x' WHERE invoice_id = 1 AND rate = 200000"),
    ("invoice.place", "INV-1001", "UPDATE invoice_taxes SET place = 'FR' WHERE invoice_id = 1 AND rate = 200000"),
    ("invoice.stray", "INV-1001", "UPDATE invoice_lines SET tax_place = 'FR' WHERE invoice_id = 1 AND position = 1"),
    ("invoice.tax", "INV-1002", "UPDATE invoice_taxes SET tax = tax + 1 WHERE invoice_id = "
     "(SELECT id FROM invoices WHERE number = 'INV-1002')"),
    ("invoice.worth", "SO-1002", "UPDATE order_lines SET gross = gross + 100 WHERE order_id = 2 AND position = 1"),
    ("invoice.parts", "SO-1001", "UPDATE orders SET total = total + 1 WHERE id = 1"),
    ("invoice.parts", "SO-1005", "UPDATE invoices SET total = total - 1 WHERE order_id = 5"),
    ("invoice.negative", "INV-1002", "UPDATE invoices SET net = -net, tax = -tax, total = -total WHERE number = "
     "'INV-1002'"),
    ("invoice.negative", "CN-1002", "UPDATE invoice_taxes SET base = base - 9000 WHERE invoice_id = "
     "(SELECT id FROM invoices WHERE number = 'CN-1002')"),
    ("credit.amends", "CN-1001", "UPDATE invoices SET amends_id = 2 WHERE number = 'CN-1001'"),
    ("credit.amends", "CN-1002", "UPDATE invoices SET amends_id = id WHERE number = 'CN-1002'"),
    ("credit.line", "INV-1001", "UPDATE invoice_lines SET quantity = 9000 WHERE quantity = 1000 AND invoice_id = "
     "(SELECT id FROM invoices WHERE number = 'CN-1001')"),
    ("credit.line", "INV-1001", "UPDATE invoice_lines SET net = 99000 WHERE quantity = 1000 AND invoice_id = "
     "(SELECT id FROM invoices WHERE number = 'CN-1001')"),
    ("credit.total", "INV-1001", "UPDATE invoices SET total = 99999 WHERE number = 'CN-1001'"),
    ("numbers.gap", "INV-1003", "DELETE FROM invoices WHERE number = 'INV-1002'"),
    ("numbers.gap", "CN-1002", "DELETE FROM invoices WHERE number = 'CN-1001'"),
    ("numbers.gap", "INV-1005", "UPDATE invoices SET number = 'INV-1005' WHERE number = 'INV-1004'"),
    ("numbers.repeat", "INV-0", "UPDATE invoices SET number = 'INV-0' WHERE number = 'INV-1002'"),
    ("numbers.series", "INV-X", "UPDATE invoices SET number = 'INV-X' WHERE number = 'INV-1002'"),
    ("numbers.dates", "INV-1003", "UPDATE invoices SET issue_date = '2026-02-01' WHERE number = 'INV-1003'"),
    ("numbers.counter", "INV", "UPDATE counters SET next = 1004 WHERE series = 'INV'"),
    ("numbers.counter", "CN", "UPDATE counters SET next = 1009 WHERE series = 'CN'"),
    ("numbers.counter", "INV", "DELETE FROM invoices WHERE number = 'INV-1004'"),
    ("numbers.counter", "SO", "UPDATE counters SET next = 1002 WHERE series = 'SO'"),
    ("numbers.counter", "Z-1", "UPDATE counters SET next = 1 WHERE series = 'Z-1'"),
    ("numbers.gap", "Z 2 of Till 1", "UPDATE till_sessions SET z_number = 2 WHERE id = 1"),
    ("payment.change", "SO-1001", "UPDATE payments SET amount = amount + 1 WHERE tender = 'cash' AND tendered > 0"),
    ("payment.change", "SO-1001", "UPDATE payments SET change = 100 WHERE tender = 'card' AND order_id = 1"),
    ("payment.given-back", "SO-1012", "UPDATE payments SET gives_back_id = 1 WHERE order_id = 12 AND kind = 'refund'"),
    ("payment.undone", "SO-1005", "UPDATE payments SET undoes_id = 1 WHERE order_id = 5"),
    ("payment.refunds", "SO-1012", "UPDATE payments SET amount = 2000 WHERE kind = 'refund' AND order_id = 12"),
    ("payment.card", "SO-1012", "UPDATE payments SET tender = 'transfer' WHERE kind = 'payment' AND order_id = 12"),
    ("payment.tender", "SO-1012", "UPDATE payments SET tender = 'transfer', amount = CASE kind WHEN 'refund' THEN 1001 "
     "ELSE amount END WHERE order_id = 12"),
    ("payment.tender", "SO-1012", "UPDATE payments SET tender = 'cash' WHERE kind = 'refund' AND order_id = 12"),
    ("payment.owed-again", "SO-1005", "INSERT INTO payments (kind, at, order_id, customer_id, till_session_id, tender, "
     "amount, \"user\", receipt, gives_back_id) SELECT 'refund', at, order_id, customer_id, till_session_id, tender, "
     "1, \"user\", 'R-9999', id FROM payments WHERE order_id = 5 AND kind = 'payment'"),
    ("payment.receipt", "R-1001", "UPDATE payments SET receipt = 'R-1001' WHERE order_id = 5"),
    ("payment.credit-note", "SO-1001", "UPDATE payments SET credit_note_id = 1 WHERE credit_note_id IS NOT NULL"),
    ("payment.store-credit", "C-1001", "UPDATE payments SET kind = 'payment' WHERE tender = 'store-credit'"),
    ("payment.drawer", "SO-1005", "UPDATE payments SET till_session_id = NULL WHERE order_id = 5"),
    ("payment.session", "SO-1005", "UPDATE payments SET till_session_id = 2 WHERE order_id = 5"),
    ("tender.needed", "cash", "UPDATE tenders SET active = 0 WHERE code = 'cash'"),
    ("tender.kind", "card", "UPDATE tenders SET kind = 'voucher' WHERE code = 'card'"),
    ("tender.account", "transfer", "UPDATE tenders SET account = 'safe' WHERE code = 'transfer'"),
    ("payment.first", "SO-1011", "UPDATE orders SET invoicing = 'payment' WHERE id = 11"),
    ("payment.first", "SO-1011", "UPDATE orders SET deposit_rate = 300000 WHERE id = 11"),
    ("payment.let-go", "SO-1012", "UPDATE orders SET let_go = 1 WHERE id = 12"),
    ("payment.cancelled", "SO-1012", "UPDATE orders SET state = 'cancelled' WHERE id = 12"),
    ("till.session", "Till 1", "UPDATE till_sessions SET z_number = NULL WHERE id = 1"),
    ("till.session", "Till 1", "UPDATE till_sessions SET verified_by = closed_by WHERE id = 1"),
    ("till.session", "Till 1", "UPDATE till_sessions SET left_in_till = counted + 1 WHERE id = 1"),
    ("till.one-open", "Till 1", "UPDATE till_sessions SET state = 'open' WHERE id = 1"),
    ("till.chain", "Till 1", "UPDATE till_sessions SET float_amount = 1 WHERE id = 2"),
    ("till.movement", "Till 1", "UPDATE till_movements SET till_session_id = 2 WHERE kind = 'paid-out'"),
    ("till.expected", "Z 1 of Till 1", "UPDATE till_sessions SET expected = expected + 1 WHERE id = 1"),
    ("till.expected", "Z 1 of Till 1", "DELETE FROM payments WHERE tender = 'cash' AND order_id = 5"),
    ("till.count", "Z 1 of Till 1", "UPDATE till_sessions SET counted = counted + 1 WHERE id = 1"),
    ("till.count", "Z 1 of Till 1", "UPDATE till_sessions SET denominations = '[]' WHERE id = 1"),
    ("till.z", "Z 1 of Till 1", "UPDATE till_sessions SET z_report = REPLACE(z_report, '\"paid_out\":2000', "
     "'\"paid_out\":2001') WHERE id = 1"),
    ("till.z", "Z 1 of Till 1", "UPDATE till_sessions SET z_report = '{' WHERE id = 1"),
    ("till.z", "Z 1 of Till 1", "UPDATE invoice_taxes SET base = base + 1 WHERE invoice_id = 1"),
    ("till.z", "Z 1 of Till 1", "UPDATE payments SET tender = 'transfer' WHERE tender = 'card' AND order_id = 1"),
    ("posting.balance", "1", "UPDATE postings SET debit = debit + 1 WHERE document = 'invoice' AND document_id = 1 "
     "AND debit > 0"),
    ("posting.sides", "1", "UPDATE postings SET account_id = (SELECT id FROM accounts WHERE kind = 'bank') "
     "WHERE document = 'payment' AND document_id = 1 AND debit > 0"),
    ("posting.sides", "1", "UPDATE order_lines SET item_id = NULL WHERE order_id = 1 AND position = 1"),
    ("posting.day", "1", "UPDATE postings SET day = '2026-03-09' WHERE document = 'invoice' AND document_id = 1"),
    ("posting.day", "1", "UPDATE postings SET day = '2026-03-09' WHERE document = 'till closed' AND document_id = 1"),
    ("posting.lost", "999", "UPDATE postings SET document_id = 999 WHERE document = 'invoice' AND document_id = 1"),
    ("posting.missing", "1", "DELETE FROM postings WHERE document = 'till movement' AND document_id = 1"),
    ("posting.cash", "Till 1", "DELETE FROM postings WHERE document = 'till closed'"),
    ("posting.customers", "customers", "UPDATE accounts SET kind = 'deposits', about = 1 WHERE kind = 'customers'"),
    ("posting.customers", "deposits", "DELETE FROM postings WHERE account_id = (SELECT id FROM accounts "
     "WHERE kind = 'deposits')"),
    ("posting.tax", "200000", "UPDATE accounts SET about = 190000 WHERE kind = 'tax' AND about = 200000"),
    ("posting.tax", "FR 200000", "UPDATE accounts SET place = 'FR' WHERE kind = 'tax' AND about = 200000"),
    ("posting.bases", "200000", "UPDATE accounts SET about = 190000 WHERE kind = 'sales' AND about = 200000"),
    ("posting.bases", "FR 200000", "UPDATE accounts SET place = 'FR' WHERE kind = 'sales' AND about = 200000"),
    ("posting.store-credit", "store credit", "UPDATE accounts SET kind = 'safe', about = 1 WHERE kind = "
     "'store credit'"),
    ("state.cancelled", "SO-1003", "UPDATE order_lines SET cancelled = 0 WHERE order_id = 3"),
    ("state.closed", "SO-1002", "UPDATE orders SET state = 'closed' WHERE id = 2"),
    ("state.closed", "SO-1001", "UPDATE returns SET state = 'inspected' WHERE id = 1"),
    ("state.unplaced", "SO-1001", "UPDATE orders SET state = 'draft' WHERE id = 1"),
    ("state.moments", "SO-1001", "UPDATE orders SET confirmed_at = NULL WHERE id = 1"),
    ("state.moments", "SO-1001", "UPDATE orders SET closed_at = NULL WHERE id = 1"),
    ("state.empty", "SO-1011", "DELETE FROM order_lines WHERE order_id = 11"),
    ("state.currency", "SO-1001", "UPDATE orders SET currency = 'CHF' WHERE id = 1"),
    ("state.snapshot", "INV-1001", "UPDATE orders SET policy = 'per-line' WHERE id = 1"),
    ("state.exempt", "SO-1001", "UPDATE orders SET exemption = 'charity' WHERE id = 1"),
    ("message.form", "SO-1001", "UPDATE messages SET state = 'sent' WHERE order_id = 1"),
    ("message.form", "SO-1001", "UPDATE messages SET title = '' WHERE order_id = 1"),
    ("list.exchange", "Ghost", "INSERT INTO price_lists (name, group_id, currency) VALUES ('Ghost', 1, 'EUR')"),
    ("draft.form", "desk-1", "INSERT INTO drafts (desk, kind, body, changed_at) VALUES ('desk-1', 'order', '{', 0)"),
    ("event.kind", "unicorn", "UPDATE events SET subject = 'unicorn' WHERE id = 1"),
    ("event.reference", "99999", "UPDATE events SET subject_id = 99999 WHERE id = 1"),
    ("search.missing", "SO-1001", "DELETE FROM search_orders WHERE rowid = 1"),
    ("search.missing", "MUG", "DELETE FROM search_items WHERE rowid = 1"),
    ("search.left-over", "777", "INSERT INTO search_customers (rowid, words) VALUES (777, 'ghost')"),
    ("seal.rows", "users", "INSERT INTO users (name, role) VALUES ('eve', 'owner')"),
    ("seal.rows", "payments", "UPDATE payments SET reference = 'x' WHERE id = 1"),
    ("seal.seals", "seals", "UPDATE seals SET total = total - 1 WHERE name = 'seals'"),
    ("seal.event", "5", "UPDATE events SET detail = 'another' WHERE id = 5"),
    ("seal.event", "8", "DELETE FROM events WHERE id = 7"),
    ("seal.end", "history", "DELETE FROM events WHERE id > (SELECT MAX(id) - 20 FROM events)"),
    ("seal.anchor", "Z 1 of Till 1", "DELETE FROM events WHERE id > 2"),
    ("seal.paper", "INV-1001", "UPDATE invoices SET supply_date = '2026-01-01' WHERE number = 'INV-1001'"),
    ("seal.paper", "INV-1001", "UPDATE invoice_taxes SET place = 'FR' WHERE invoice_id = 1"),
    ("seal.paper", "Z 1", "UPDATE till_sessions SET z_report = REPLACE(z_report, 'ann', 'bob')"),
    ("storage.reference", "order_lines", "UPDATE order_lines SET item_id = 99999 WHERE order_id = 11 AND position = 1"),
    ("storage.reference", "payments", "DELETE FROM orders WHERE id = 13"),
)  # fmt: skip


@pytest.fixture(scope="module")
def busy_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The busy shop as a SQLite file, made once."""
    path = tmp_path_factory.mktemp("busy") / "shop.db"
    busy_shop.make(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="module")
def busy_server(postgres_server: postgres.Server) -> Iterator[tuple[postgres.Server, str]]:
    """The busy shop on PostgreSQL, made once."""
    with postgres_server.fresh() as url:
        busy_shop.make(url)
        yield postgres_server, url


@pytest.fixture(params=["sqlite", "postgresql"])
def busy_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a busy shop of the test's own."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("busy_file"), tmp_path / "shop.db")
        yield f"sqlite:///{tmp_path / 'shop.db'}"
        return
    server, url = request.getfixturevalue("busy_server")
    with server.fresh(str(make_url(url).database)) as copy:
        yield copy


@contextmanager
def opened(url: str) -> Iterator[Desk]:
    database: Database = open_database(url, quick_check=False)
    try:
        yield Desk(database, user="ann")
    finally:
        database.close()


def plant(url: str, fault: str) -> None:
    """Change the database as a disk fault or a stranger would: no trigger, check or foreign key is asked."""
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        _plant_sqlite(str(address.database), fault)
    else:
        _plant_postgresql(postgres.plain(address), fault)


def _plant_sqlite(path: str, fault: str) -> None:
    connection = sqlite.connect(path, isolation_level=None)
    triggers = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for statement in (
        "PRAGMA foreign_keys = OFF",
        "PRAGMA ignore_check_constraints = ON",
        "DROP INDEX IF EXISTS uq_till_sessions_open",
        *(f"DROP TRIGGER {name}" for (name,) in triggers),
    ):
        connection.execute(statement)
    assert connection.execute(fault).rowcount > 0, "the fault must change something"
    connection.close()


def _plant_postgresql(address: str, fault: str) -> None:
    with psycopg.connect(address) as connection:
        _unguard(connection)
        assert connection.execute(fault).rowcount > 0, "the fault must change something"


def _unguard(connection: Any) -> None:
    """Take the walls of a PostgreSQL database away for the rest of a transaction or connection."""
    connection.execute("SET session_replication_role = replica")
    checks = connection.execute(
        "SELECT string_agg(format('ALTER TABLE %s DROP CONSTRAINT %I', conrelid::regclass, conname), '; ') "
        "FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
    ).fetchone()
    connection.execute(checks[0])
    connection.execute("DROP INDEX uq_till_sessions_open")


def test_a_healthy_shop_has_no_findings(busy_url: str) -> None:
    steps: list[tuple[int, int, str]] = []
    with opened(busy_url) as desk:
        certificate = check(desk, progress=lambda *step: steps.append(step))
    assert certificate.findings == ()
    assert certificate.ok
    assert certificate.deep
    assert (certificate.counts["orders"], certificate.counts["till sessions"]) == (13, 2)
    assert steps[-1][:2] == (len(registry.FAMILIES) + 1,) * 2
    assert [step[0] for step in steps] == list(range(len(steps)))
    assert "everything ties" in certificate.text()


@pytest.mark.parametrize(("rule", "number", "fault"), FAULTS, ids=[f"{row[0]}-{row[2][:40]}" for row in FAULTS])
def test_each_fault_is_found_and_named(
    found_after: Callable[[str], list[Finding]], rule: str, number: str, fault: str
) -> None:
    found = found_after(fault)
    named = [each for each in found if each.rule == rule]
    assert named, f"not found; instead {sorted({each.rule for each in found})}"
    assert number in {each.thing if rule.startswith("storage") else each.number for each in named}
    for each in found:
        assert each.sentence.endswith(".")
        assert "{" not in each.sentence


@pytest.fixture(params=["sqlite", "postgresql"])
def found_after(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], list[Finding]]:
    """Plant a fault in a busy shop and check it; on PostgreSQL inside a transaction that is taken back."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("busy_file"), tmp_path / "shop.db")

        def on_sqlite(fault: str) -> list[Finding]:
            plant(f"sqlite:///{tmp_path / 'shop.db'}", fault)
            with opened(f"sqlite:///{tmp_path / 'shop.db'}") as desk:
                return list(check(desk).findings)

        return on_sqlite
    _, url = request.getfixturevalue("busy_server")

    def on_postgresql(fault: str) -> list[Finding]:
        engine = postgresql.engine(make_url(url))
        try:
            with engine.connect() as connection:
                _unguard(connection.connection.dbapi_connection)
                assert connection.exec_driver_sql(fault).rowcount > 0, "the fault must change something"
                return [each for family in registry.FAMILIES for each in family.prove(connection, CONTEXT)]
        finally:
            engine.dispose()

    return on_postgresql


def test_every_rule_has_a_fault() -> None:
    """A rule that nobody has seen fail proves nothing."""
    rules = set()
    for path in modules("orderdesk/persistence/proofs"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("Proof", "Finding"):
                first = node.args[0] if node.args else None
                if isinstance(first, ast.Constant):
                    rules.add(first.value)
    assert rules - {"storage.integrity", "storage.unreadable", "seal.schema"} <= {row[0] for row in FAULTS}
    assert len(rules) > 50


def test_every_event_of_the_services_is_about_a_known_thing() -> None:
    known = {*references.SUBJECTS, *references.WHOLE}
    wrong = []
    for path in modules("orderdesk/services"):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "event":
                subject = node.args[0] if node.args else None
                if isinstance(subject, ast.Constant) and subject.value not in known:
                    wrong.append(f"{place(path, node.lineno)} {subject.value}")
    assert not wrong


def test_a_damaged_page_is_found(busy_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    shutil.copy(busy_file, path)
    connection = sqlite.connect(str(path))
    page_size = connection.execute("PRAGMA page_size").fetchone()[0]
    root = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'ix_movements_item_effective'"
    ).fetchone()[0]
    connection.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * page_size + page_size - 40)
        file.write(b"\x07" * 20)
    with opened(f"sqlite:///{path}") as desk:
        found = check(desk).findings
    assert "storage.integrity" in {each.rule for each in found}


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE till_sessions SET denominations = '{' WHERE id = 1",
        "UPDATE shipments SET state = 'shipqed' WHERE id = 1",
        "UPDATE orders SET rounding = 'half-uq' WHERE id = 2",
        "UPDATE orders SET number = CAST(x'c3' AS TEXT), due = 1 WHERE id = 1",
    ],
)
def test_what_nobody_can_read_is_a_finding(busy_file: Path, tmp_path: Path, fault: str) -> None:
    shutil.copy(busy_file, tmp_path / "shop.db")
    plant(f"sqlite:///{tmp_path / 'shop.db'}", fault)
    with opened(f"sqlite:///{tmp_path / 'shop.db'}") as desk:
        found = check(desk).findings
    assert "storage.unreadable" in {each.rule for each in found}
    assert all(each.sentence.endswith(".") for each in found)


@pytest.mark.parametrize("seed", range(2))
def test_flipped_bits_never_stop_the_check(busy_file: Path, tmp_path: Path, seed: int) -> None:
    """Thirty files with one bit wrong each: opened, refused or checked, but never a fault of the program."""
    whole, luck, path = busy_file.read_bytes(), random.Random(seed), tmp_path / "shop.db"
    refused = []
    for _ in range(30):
        place, bit = luck.randrange(len(whole)), luck.randrange(8)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << bit)]) + whole[place + 1 :])
        try:
            with opened(f"sqlite:///{path}") as desk:
                check(desk)
        except (StorageFailed, Refused) as refusal:
            refused.append(str(refusal))
        for left in tmp_path.glob("shop.db-*"):
            left.unlink()
    assert all(each.endswith(".") for each in refused)


@pytest.mark.parametrize("policy", TaxPolicy)
@pytest.mark.parametrize("inclusive", [False, True])
def test_each_way_of_taxing_is_proved(sqlite_url: str, policy: TaxPolicy, inclusive: bool) -> None:
    database = open_or_create(sqlite_url)
    book = Ledger(database, Clock(), Rules("GBP", inclusive, policy))
    book.shop()
    for price in range(100_100, 103_000, 300):
        book.sale([(1, ("BOOK", price, 50_000)), (3, ("MUG", price, 200_000)), (1, ("TEA", 35_900, 55_000))])
    database.close()
    taxed = ("invoice.", "order.")
    with opened(sqlite_url) as desk:
        assert [each for each in check(desk).findings if each.rule.startswith(taxed)] == []
    number = "(SELECT id FROM invoices WHERE number = 'INV-1003')"
    plant(
        sqlite_url,
        f"UPDATE invoice_lines SET tax = tax + 1, net = net - 1 WHERE position = 1 AND invoice_id = {number}",
    )
    plant(
        sqlite_url,
        f"UPDATE invoice_taxes SET tax = tax + 1, base = base - 1 WHERE rate = 50000 AND invoice_id = {number}",
    )
    plant(sqlite_url, "UPDATE invoices SET tax = tax + 1, net = net - 1 WHERE number = 'INV-1003'")
    with opened(sqlite_url) as desk:
        found = {(each.rule, each.number) for each in check(desk).findings if each.rule.startswith(taxed)}
    assert ("invoice.tax", "INV-1003") in found


def test_a_copy_is_proved_before_it_counts_as_a_backup(busy_url: str) -> None:
    with opened(busy_url) as desk, desk.reading() as connection:
        registry.verify_books(connection)
    plant(busy_url, "UPDATE stock SET on_hand = on_hand + 1000")
    with (
        opened(busy_url) as desk,
        pytest.raises(Refused, match=r"do not tie: .*on hand says"),
        desk.reading() as connection,
    ):
        registry.verify_books(connection)


def test_the_quick_check_finds_wrong_counters_but_looks_at_less(busy_url: str) -> None:
    plant(busy_url, "UPDATE stock SET on_hand = on_hand + 1000 WHERE item_id = 1")
    with opened(busy_url) as desk:
        certificate = check(desk, deep=False)
    assert {each.rule for each in certificate.findings} == {"stock.on-hand"}
    assert not certificate.deep
    assert certificate.hashes == {}


def test_a_database_without_a_shop_ties(database_url: str) -> None:
    open_or_create(database_url).close()
    with opened(database_url) as desk:
        assert check(desk).ok
        assert not repair_caches(desk).anything
        with pytest.raises(NotFound, match="not set up"):
            day_report(desk)


def test_a_check_can_be_stopped(busy_url: str) -> None:
    calls = iter([False] * 5 + [True] * 100)
    with opened(busy_url) as desk, pytest.raises(Refused, match="stopped"):
        check(desk, cancelled=lambda: next(calls))


def test_the_same_documents_have_the_same_fingerprints_on_both_databases(
    busy_file: Path, busy_server: tuple[postgres.Server, str]
) -> None:
    prints = []
    for url in (f"sqlite:///{busy_file}", busy_server[1]):
        with opened(url) as desk:
            prints.append(check(desk).hashes)
    assert prints[0] == prints[1]
    assert set(prints[0]) == {"invoices", "payments", "movements", "closed tills"}


def test_a_changed_document_changes_its_fingerprint(busy_url: str) -> None:
    with opened(busy_url) as desk:
        before = check(desk).hashes
    plant(busy_url, "UPDATE movements SET at = at + 1 WHERE id = 1")
    with opened(busy_url) as desk:
        after = check(desk).hashes
    assert {name for name in before if before[name] != after[name]} == {"movements"}


CACHES = (
    "UPDATE stock SET on_hand = on_hand + 5000",
    "UPDATE stock SET reserved = 0",
    "DELETE FROM stock WHERE item_id = 2",
    "UPDATE order_lines SET allocated = 0, shipped = 0, returned = 0, invoiced = 0",
    "UPDATE orders SET units = 1, fulfilment = 'unallocated', payment = 'unpaid', due = 7",
    "DELETE FROM search_orders WHERE rowid > 3",
    "INSERT INTO search_items (rowid, words) VALUES (555, 'ghost')",
)


@pytest.mark.parametrize("fault", CACHES)
def test_caches_are_built_anew_from_the_facts(busy_url: str, fault: str) -> None:
    plant(busy_url, fault)
    with opened(busy_url) as desk:
        assert not check(desk).ok
        repaired = repair_caches(desk)
        assert repaired.anything
        # What `plant` took away of the schema stays away.
        assert [each for each in check(desk).findings if each.rule != "seal.schema"] == []
        assert not repair_caches(desk).anything
        with desk.reading() as connection:
            said = connection.scalars(select(events.c.what).where(events.c.user == "ann", events.c.subject == "books"))
            assert said.all() == ["caches built anew"] * 2


def test_facts_that_contradict_each_other_are_not_repaired(busy_url: str) -> None:
    plant(busy_url, "DELETE FROM movements WHERE kind = 'receipt' AND item_id = 1")
    with opened(busy_url) as desk:
        with pytest.raises(Refused, match="MUG in bin A-01-2 has more tied to orders"):
            repair_caches(desk)
        with desk.reading() as connection:
            assert connection.execute(text("SELECT COUNT(*) FROM events WHERE subject = 'books'")).scalar() == 0


def test_a_certificate_is_one_page() -> None:
    finding = Finding("stock.on-hand", "item", "MUG", "MUG in bin A: on hand says 3, its movements add up to 2.")
    clock = busy_shop.Clock()
    one = Certificate(clock(), "ann", True, "SQLite 3", {"orders": 1234}, (finding,), 1290, {})
    many = Certificate(clock(), "ann", False, "SQLite 3", {"orders": 1234}, (finding,) * 999, 1290, {})
    assert one.text().splitlines() == [
        "Check of the books, deep: 1 thing is wrong",
        "2026-03-02 09:00 UTC by ann, SQLite 3, in 1.2 s",
        "Looked at 1,234 orders",
        "- MUG in bin A: on hand says 3, its movements add up to 2. (stock.on-hand)",
    ]
    assert len(many.text().splitlines()) < 50
    assert "999 things are wrong" in many.text()
    assert "959 more" in many.text()
