"""Rows for other programs: orders by line, stock by item, customers, and the journal of papers and money."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, case, func, literal, or_, select, union_all

from orderdesk.persistence.schema import (
    addresses,
    allocations,
    barcodes,
    bins,
    box_lines,
    boxes,
    customers,
    invoices,
    items,
    order_lines,
    orders,
    payments,
    stock,
    vendors,
)
from orderdesk.persistence.schema.stock import CALLED

_WHO = case((customers.c.company != "", customers.c.company), else_=func.coalesce(customers.c.name, ""))
_PLACE = tuple(
    func.coalesce(addresses.c[name], "") for name in ("name", "line1", "line2", "city", "region", "postcode", "country")
)


def order_lines_out() -> Select[Any]:
    """Every line of every order, oldest first, with its order's head and address."""
    # A line went in the boxes that hold it; the only box of a shipment holds all of it and says so nowhere.
    of_line = allocations.c.order_line_id == order_lines.c.id
    sent = select(allocations.c.shipment_id).where(of_line).correlate(order_lines)
    inside = select(box_lines.c.box_id).join(allocations, allocations.c.id == box_lines.c.allocation_id)
    inside = inside.where(of_line).correlate(order_lines)
    told = select(box_lines.c.box_id).where(box_lines.c.box_id == boxes.c.id).correlate(boxes).exists()
    tracking = (
        select(func.aggregate_strings(boxes.c.tracking, "; "))
        .where(
            boxes.c.shipment_id.in_(sent),
            or_(~told, boxes.c.id.in_(inside)),
            boxes.c.tracking != "",
        )
        .correlate(order_lines)
        .scalar_subquery()
    )
    head = (
        orders.c.number,
        orders.c.placed_at,
        orders.c.state,
        orders.c.channel,
        func.coalesce(orders.c.remote_id, ""),
    )
    line = (
        func.coalesce(items.c.sku, ""),
        order_lines.c.label,
        func.coalesce(tracking, ""),
        order_lines.c.price,
        order_lines.c.discount,
        order_lines.c.quantity,
        order_lines.c.shipped,
        order_lines.c.share,
        order_lines.c.net,
        order_lines.c.tax,
    )
    return (
        select(*head, func.coalesce(customers.c.number, ""), _WHO, *_PLACE, *line)
        .select_from(
            order_lines.join(orders, orders.c.id == order_lines.c.order_id)
            .outerjoin(items, items.c.id == order_lines.c.item_id)
            .outerjoin(customers, customers.c.id == orders.c.customer_id)
            .outerjoin(addresses, addresses.c.id == orders.c.ship_to_id)
        )
        .order_by(orders.c.id, order_lines.c.position)
    )


def items_out() -> Select[Any]:
    """Every item on sale and off it, with its barcodes and where it mostly lies."""
    codes = (
        select(func.aggregate_strings(barcodes.c.code, "; ")).where(barcodes.c.item_id == items.c.id).scalar_subquery()
    )
    lies = (
        select(CALLED)
        .where(stock.c.item_id == items.c.id, stock.c.bin_id == bins.c.id, bins.c.sells == 1)
        .order_by(stock.c.on_hand.desc(), bins.c.code)
        .limit(1)
        .scalar_subquery()
    )
    texts = (items.c.sku, items.c.name, items.c.tax_class, items.c.unit, func.coalesce(codes, ""))
    sold, stocked, beyond, upright, fragile = (
        case((items.c[name] == 1, "yes"), else_="no")
        for name in ("active", "stocked", "oversell", "upright", "fragile")
    )
    return (
        select(*texts, func.coalesce(vendors.c.name, ""), sold, stocked, beyond, func.coalesce(lies, ""),
               items.c.warning, items.c.instructions, items.c.weight_g, items.c.length_mm, items.c.width_mm,
               items.c.height_mm, upright, fragile, items.c.price, items.c.cost, items.c.reorder_point,
               items.c.safety_stock)
        .select_from(items.outerjoin(vendors, vendors.c.id == items.c.vendor_id))
        .order_by(items.c.sku)
    )  # fmt: skip


def stock_out() -> Select[Any]:
    """Every item with what lies where and what is reserved of it."""
    shelf = case((bins.c.sells == 1, stock.c.on_hand), else_=0)
    return (
        select(
            items.c.sku,
            items.c.name,
            func.coalesce(CALLED, ""),
            func.coalesce(stock.c.on_hand, 0),
            func.coalesce(stock.c.reserved, 0),
            func.coalesce(shelf - stock.c.reserved, 0),
        )
        .select_from(items.outerjoin(stock, stock.c.item_id == items.c.id).outerjoin(bins, bins.c.id == stock.c.bin_id))
        .where(items.c.stocked == 1)
        .order_by(items.c.sku, bins.c.code)
    )


def customers_out() -> Select[Any]:
    """Every customer with the address that is billed."""
    billed = (addresses.c.customer_id == customers.c.id) & (addresses.c.bill_to == 1) & (addresses.c.retired == 0)
    texts = ("number", "name", "company", "phone", "email", "tax_id")
    terms = ("terms_days", "shipping", "invoicing", "tax_exemption", "instructions", "discount", "credit_limit")
    return (
        select(*(customers.c[name] for name in texts), *_PLACE[1:], *(customers.c[name] for name in terms))
        .select_from(customers.outerjoin(addresses, billed))
        .order_by(customers.c.id)
    )


def journal_out() -> Select[Any]:
    """Every paper and every movement of money in the order of time; what lowers the customer's debt is negative."""
    sign = case((invoices.c.kind == "invoice", 1), else_=-1)
    papers = select(
        invoices.c.issued_at.label("at"),
        invoices.c.kind.label("kind"),
        invoices.c.number.label("number"),
        invoices.c.order_id.label("order_id"),
        literal("").label("tender"),
        (sign * invoices.c.net).label("net"),
        (sign * invoices.c.tax).label("tax"),
        (sign * invoices.c.total).label("amount"),
    )
    money = select(
        payments.c.at,
        payments.c.kind,
        payments.c.receipt,
        payments.c.order_id,
        payments.c.tender,
        literal(0),
        literal(0),
        case((payments.c.kind == "payment", -payments.c.amount), else_=payments.c.amount),
    )
    rows = union_all(papers, money).subquery("journal")
    return (
        select(
            rows.c.at, rows.c.kind, rows.c.number, orders.c.number, _WHO, rows.c.tender, rows.c.net, rows.c.tax,
            rows.c.amount,
        )
        .select_from(
            rows.join(orders, orders.c.id == rows.c.order_id).outerjoin(
                customers, customers.c.id == orders.c.customer_id
            )
        )
        .order_by(rows.c.at, rows.c.kind, rows.c.number)
    )  # fmt: skip


def rows_out(connection: Connection, query: Select[Any]) -> list[tuple[Any, ...]]:
    """The rows of an export."""
    return [tuple(row) for row in connection.execute(query)]
