"""The first tables of a shop, with their triggers and search index."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, then what tables alone can not say."""
    op.create_table(
        "bins",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), server_default="shelf", nullable=False),
        sa.CheckConstraint("kind IN ('shelf', 'quarantine', 'damaged', 'missing')", name=op.f("ck_bins_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bins")),
        sa.UniqueConstraint("code", name=op.f("uq_bins_code")),
    )
    op.create_table(
        "counters",
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("next", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.PrimaryKeyConstraint("series", name=op.f("pk_counters")),
    )
    op.create_table(
        "events",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index("ix_events_subject", "events", ["subject_id"], unique=False)
    op.create_table(
        "import_batches",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("format", sa.Text(), server_default="", nullable=False),
        sa.Column("file_name", sa.Text(), server_default="", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batches")),
    )
    op.create_table(
        "import_mappings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_mappings")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_import_mappings_kind_name")),
    )
    op.create_table(
        "picklists",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("copies", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("void", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picklists")),
        sa.UniqueConstraint("number", name=op.f("uq_picklists_number")),
    )
    op.create_table(
        "services",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), server_default="", nullable=False),
        sa.Column("price", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("tax_class", sa.Text(), server_default="standard", nullable=False),
        sa.Column("bands", sa.Text(), server_default="", nullable=False),
        sa.Column("divisor", sa.BigInteger(), server_default=sa.text("5000"), nullable=False),
        sa.Column("free_over", sa.Integer(), nullable=True),
        sa.Column("cutoff", sa.Text(), server_default="", nullable=False),
        sa.Column("active", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_services")),
        sa.UniqueConstraint("code", name=op.f("uq_services_code")),
    )
    op.create_table(
        "tax_profiles",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("inclusive", sa.Integer(), server_default="0", nullable=False),
        sa.Column("policy", sa.Text(), server_default="per-document", nullable=False),
        sa.Column("rounding", sa.Text(), server_default="half-up", nullable=False),
        sa.CheckConstraint("policy IN ('per-document', 'per-line')", name=op.f("ck_tax_profiles_policy")),
        sa.CheckConstraint("rounding IN ('half-up', 'half-even', 'up', 'down')", name=op.f("ck_tax_profiles_rounding")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_profiles")),
        sa.UniqueConstraint("name", name=op.f("uq_tax_profiles_name")),
    )
    op.create_table(
        "tills",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tills")),
        sa.UniqueConstraint("name", name=op.f("uq_tills_name")),
    )
    op.create_table(
        "users",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), server_default="owner", nullable=False),
        sa.Column("active", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint(
            "role IN ('owner', 'manager', 'counter', 'packer', 'read-only')", name=op.f("ck_users_role")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("name", name=op.f("uq_users_name")),
    )
    op.create_table(
        "customers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("phone_digits", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_id", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_exemption", sa.Text(), server_default="", nullable=False),
        sa.Column("terms_days", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("credit_limit", sa.Integer(), nullable=True),
        sa.Column("discount", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("blocked", sa.Text(), server_default="", nullable=False),
        sa.Column("instructions", sa.Text(), server_default="", nullable=False),
        sa.Column("remote_id", sa.Text(), server_default="", nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Integer(), server_default="1", nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("discount >= 0 AND discount <= 1000000", name=op.f("ck_customers_discount")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_customers_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customers")),
        sa.UniqueConstraint("number", name=op.f("uq_customers_number")),
    )
    op.create_index("ix_customers_name", "customers", ["name", "id"], unique=False)
    op.create_index(op.f("ix_customers_phone_digits"), "customers", ["phone_digits"], unique=False)
    op.create_table(
        "import_records",
        sa.Column("batch_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_import_records_batch_id")),
        sa.PrimaryKeyConstraint("batch_id", "kind", "record_id", name=op.f("pk_import_records")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "shops",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("line1", sa.Text(), server_default="", nullable=False),
        sa.Column("line2", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("postcode", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_id", sa.Text(), server_default="", nullable=False),
        sa.Column("website", sa.Text(), server_default="", nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.Text(), server_default="UTC", nullable=False),
        sa.Column("paper", sa.Text(), server_default="a4", nullable=False),
        sa.Column("invoice_timing", sa.Text(), server_default="shipment", nullable=False),
        sa.Column("terms_days", sa.BigInteger(), server_default=sa.text("30"), nullable=False),
        sa.Column("cash_step", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("return_days", sa.BigInteger(), server_default=sa.text("30"), nullable=False),
        sa.Column("payment_terms", sa.Text(), server_default="", nullable=False),
        sa.Column("bank_details", sa.Text(), server_default="", nullable=False),
        sa.Column("tax_profile_id", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("invoice_timing IN ('order', 'shipment')", name=op.f("ck_shops_invoice_timing")),
        sa.CheckConstraint("paper IN ('a4', 'letter')", name=op.f("ck_shops_paper")),
        sa.ForeignKeyConstraint(["tax_profile_id"], ["tax_profiles.id"], name=op.f("fk_shops_tax_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shops")),
    )
    op.create_table(
        "tax_rates",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("tax_profile_id", sa.BigInteger(), nullable=False),
        sa.Column("tax_class", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("exemption", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("rate >= 0 AND rate <= 1000000", name=op.f("ck_tax_rates_rate")),
        sa.ForeignKeyConstraint(["tax_profile_id"], ["tax_profiles.id"], name=op.f("fk_tax_rates_tax_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tax_rates")),
        sa.UniqueConstraint(
            "tax_profile_id", "tax_class", "valid_from", name=op.f("uq_tax_rates_tax_profile_id_tax_class_valid_from")
        ),
    )
    op.create_index(op.f("ix_tax_rates_tax_profile_id"), "tax_rates", ["tax_profile_id"], unique=False)
    op.create_table(
        "till_sessions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("till_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_by", sa.Text(), server_default="", nullable=False),
        sa.Column("float_amount", sa.BigInteger(), nullable=False),
        sa.Column("z_number", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.Text(), server_default="", nullable=False),
        sa.Column("verified_by", sa.Text(), server_default="", nullable=False),
        sa.Column("expected", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("counted", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("denominations", sa.Text(), nullable=True),
        sa.Column("left_in_till", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("z_report", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'counting', 'closed', 'verified')", name=op.f("ck_till_sessions_state")),
        sa.ForeignKeyConstraint(["till_id"], ["tills.id"], name=op.f("fk_till_sessions_till_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_sessions")),
        sa.UniqueConstraint("till_id", "z_number", name=op.f("uq_till_sessions_till_id_z_number")),
    )
    op.create_index(
        "uq_till_sessions_open",
        "till_sessions",
        ["till_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('open', 'counting')"),
        postgresql_where=sa.text("state IN ('open', 'counting')"),
    )
    op.create_table(
        "vendors",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.Column("address", sa.Text(), server_default="", nullable=False),
        sa.Column("remote_id", sa.Text(), server_default="", nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_vendors_batch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vendors")),
        sa.UniqueConstraint("name", name=op.f("uq_vendors_name")),
    )
    op.create_table(
        "addresses",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("line1", sa.Text(), server_default="", nullable=False),
        sa.Column("line2", sa.Text(), server_default="", nullable=False),
        sa.Column("city", sa.Text(), server_default="", nullable=False),
        sa.Column("region", sa.Text(), server_default="", nullable=False),
        sa.Column("postcode", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("bill_to", sa.Integer(), server_default="0", nullable=False),
        sa.Column("ship_to", sa.Integer(), server_default="0", nullable=False),
        sa.Column("retired", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_addresses_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
    )
    op.create_index(op.f("ix_addresses_customer_id"), "addresses", ["customer_id"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), server_default="", nullable=False),
        sa.Column("phone", sa.Text(), server_default="", nullable=False),
        sa.Column("email", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_contacts_customer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contacts")),
        sa.UniqueConstraint("customer_id", "name", "email", name=op.f("uq_contacts_customer_id_name_email")),
    )
    op.create_index(op.f("ix_contacts_customer_id"), "contacts", ["customer_id"], unique=False)
    op.create_table(
        "items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sku", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("cost", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("tax_class", sa.Text(), server_default="standard", nullable=False),
        sa.Column("unit", sa.Text(), server_default="each", nullable=False),
        sa.Column("weight_g", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("length_mm", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("width_mm", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("height_mm", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("vendor_id", sa.BigInteger(), nullable=True),
        sa.Column("reorder_point", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("safety_stock", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("stocked", sa.Integer(), server_default="1", nullable=False),
        sa.Column("oversell", sa.Integer(), server_default="0", nullable=False),
        sa.Column("active", sa.Integer(), server_default="1", nullable=False),
        sa.Column("warning", sa.Text(), server_default="", nullable=False),
        sa.Column("instructions", sa.Text(), server_default="", nullable=False),
        sa.Column("picture", sa.LargeBinary(), nullable=True),
        sa.Column("remote_id", sa.Text(), server_default="", nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint("price >= 0 AND cost >= 0 AND weight_g >= 0", name=op.f("ck_items_not_negative")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_items_batch_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendors.id"], name=op.f("fk_items_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("sku", name=op.f("uq_items_sku")),
    )
    op.create_table(
        "till_movements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("till_session_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("kind IN ('paid-in', 'paid-out', 'drop', 'no-sale')", name=op.f("ck_till_movements_kind")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_till_movements_amount")),
        sa.ForeignKeyConstraint(
            ["till_session_id"], ["till_sessions.id"], name=op.f("fk_till_movements_till_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_till_movements")),
    )
    op.create_index(op.f("ix_till_movements_till_session_id"), "till_movements", ["till_session_id"], unique=False)
    op.create_table(
        "barcodes",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_barcodes_item_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_barcodes")),
    )
    op.create_index(op.f("ix_barcodes_item_id"), "barcodes", ["item_id"], unique=False)
    op.create_table(
        "incoming",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("vendor_id", sa.BigInteger(), nullable=True),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("quantity > 0 AND received >= 0", name=op.f("ck_incoming_quantity")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_incoming_batch_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_incoming_item_id")),
        sa.ForeignKeyConstraint(["vendor_id"], ["vendors.id"], name=op.f("fk_incoming_vendor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incoming")),
        sa.UniqueConstraint("item_id", "reference", name=op.f("uq_incoming_item_id_reference")),
    )
    op.create_index(op.f("ix_incoming_item_id"), "incoming", ["item_id"], unique=False)
    op.create_table(
        "movements",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("bin_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("document_id", sa.BigInteger(), nullable=True),
        sa.Column("corrects_id", sa.BigInteger(), nullable=True),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('opening', 'receipt', 'sale', 'return', 'adjustment', 'count', 'move', 'scrap', 'take')",
            name=op.f("ck_movements_kind"),
        ),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_movements_quantity")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_movements_batch_id")),
        sa.ForeignKeyConstraint(["bin_id"], ["bins.id"], name=op.f("fk_movements_bin_id")),
        sa.ForeignKeyConstraint(["corrects_id"], ["movements.id"], name=op.f("fk_movements_corrects_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_movements_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
    )
    op.create_index(
        "ix_movements_corrects",
        "movements",
        ["corrects_id"],
        unique=False,
        sqlite_where=sa.text("corrects_id IS NOT NULL"),
        postgresql_where=sa.text("corrects_id IS NOT NULL"),
    )
    op.create_index("ix_movements_item_bin", "movements", ["item_id", "bin_id", "quantity"], unique=False)
    op.create_table(
        "orders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("hold", sa.Text(), server_default="", nullable=False),
        sa.Column("hold_note", sa.Text(), server_default="", nullable=False),
        sa.Column("channel", sa.Text(), server_default="phone", nullable=False),
        sa.Column("remote_id", sa.Text(), nullable=True),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("bill_to_id", sa.BigInteger(), nullable=True),
        sa.Column("ship_to_id", sa.BigInteger(), nullable=True),
        sa.Column("service_id", sa.BigInteger(), nullable=True),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("tax_profile_id", sa.BigInteger(), nullable=False),
        sa.Column("inclusive", sa.Integer(), server_default="0", nullable=False),
        sa.Column("policy", sa.Text(), server_default="per-document", nullable=False),
        sa.Column("rounding", sa.Text(), server_default="half-up", nullable=False),
        sa.Column("exemption", sa.Text(), server_default="", nullable=False),
        sa.Column("tender", sa.Text(), server_default="account", nullable=False),
        sa.Column("terms_days", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("ship_complete", sa.Integer(), server_default="0", nullable=False),
        sa.Column("placed_at", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("ship_by", sa.Date(), nullable=True),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("note_to_customer", sa.Text(), server_default="", nullable=False),
        sa.Column("instructions", sa.Text(), server_default="", nullable=False),
        sa.Column("note_internal", sa.Text(), server_default="", nullable=False),
        sa.Column("gift_message", sa.Text(), server_default="", nullable=False),
        sa.Column("net", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("tax", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("total", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("units", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("fulfilment", sa.Text(), server_default="unallocated", nullable=False),
        sa.Column("payment", sa.Text(), server_default="unpaid", nullable=False),
        sa.Column("due", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "hold IN ('', 'credit', 'payment', 'address', 'stock', 'review', 'customer')", name=op.f("ck_orders_hold")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'quote', 'confirmed', 'closed', 'cancelled')", name=op.f("ck_orders_state")
        ),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_orders_batch_id")),
        sa.ForeignKeyConstraint(["bill_to_id"], ["addresses.id"], name=op.f("fk_orders_bill_to_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_orders_customer_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_orders_service_id")),
        sa.ForeignKeyConstraint(["ship_to_id"], ["addresses.id"], name=op.f("fk_orders_ship_to_id")),
        sa.ForeignKeyConstraint(["tax_profile_id"], ["tax_profiles.id"], name=op.f("fk_orders_tax_profile_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("channel", "remote_id", name=op.f("uq_orders_channel_remote_id")),
        sa.UniqueConstraint("number", name=op.f("uq_orders_number")),
    )
    op.create_index("ix_orders_customer", "orders", ["customer_id", "id"], unique=False)
    op.create_index(
        "ix_orders_open",
        "orders",
        ["id", "state", "hold", "fulfilment", "ship_by", "due"],
        unique=False,
        sqlite_where=sa.text("state IN ('draft', 'quote', 'confirmed')"),
        postgresql_where=sa.text("state IN ('draft', 'quote', 'confirmed')"),
    )
    op.create_index("ix_orders_placed", "orders", ["placed_at"], unique=False)
    op.create_table(
        "stock",
        sa.Column("item_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("bin_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("on_hand", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("reserved", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("reserved >= 0 AND reserved <= on_hand", name=op.f("ck_stock_reserved")),
        sa.ForeignKeyConstraint(["bin_id"], ["bins.id"], name=op.f("fk_stock_bin_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_stock_item_id")),
        sa.PrimaryKeyConstraint("item_id", "bin_id", name=op.f("pk_stock")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "adjustments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_adjustments_amount")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_adjustments_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjustments")),
    )
    op.create_index(op.f("ix_adjustments_order_id"), "adjustments", ["order_id"], unique=False)
    op.create_table(
        "drafts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("desk", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_drafts_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
        sa.UniqueConstraint("desk", "kind", name=op.f("uq_drafts_desk_kind")),
    )
    op.create_table(
        "messages",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default=sa.text("1"), nullable=False),
        sa.Column("state", sa.Text(), server_default="queued", nullable=False),
        sa.Column("recipient", sa.Text(), server_default="", nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("sent_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("state IN ('draft', 'queued', 'sent', 'failed', 'dropped')", name=op.f("ck_messages_state")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_messages_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
        sa.UniqueConstraint("order_id", "kind", "version", name=op.f("uq_messages_order_id_kind_version")),
    )
    op.create_table(
        "order_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gross", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("share", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("net", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("tax_class", sa.Text(), server_default="standard", nullable=False),
        sa.Column("tax_rate", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("tax", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("cancelled", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("allocated", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("shipped", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("invoiced", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("returned", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("promised", sa.Date(), nullable=True),
        sa.Column("told", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "cancelled >= 0 AND allocated >= 0 AND shipped >= 0 AND cancelled + allocated + shipped <= quantity",
            name=op.f("ck_order_lines_progress"),
        ),
        sa.CheckConstraint("invoiced >= 0 AND invoiced <= quantity", name=op.f("ck_order_lines_invoiced")),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_order_lines_quantity")),
        sa.CheckConstraint("returned >= 0 AND returned <= shipped", name=op.f("ck_order_lines_returned")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_order_lines_item_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    op.create_index(op.f("ix_order_lines_item_id"), "order_lines", ["item_id"], unique=False)
    op.create_index(op.f("ix_order_lines_order_id"), "order_lines", ["order_id"], unique=False)
    op.create_table(
        "returns",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=True),
        sa.Column("received_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("settlement", sa.Text(), server_default="", nullable=False),
        sa.Column("restocking_fee", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('requested', 'authorised', 'in-transit', 'received', 'inspected', 'settled', 'closed', "
            "'declined', 'expired')",
            name=op.f("ck_returns_state"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_returns_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_returns")),
        sa.UniqueConstraint("number", name=op.f("uq_returns_number")),
    )
    op.create_index(op.f("ix_returns_order_id"), "returns", ["order_id"], unique=False)
    op.create_index("ix_returns_state", "returns", ["state", "id"], unique=False)
    op.create_table(
        "shipments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("picklist_id", sa.BigInteger(), nullable=True),
        sa.Column("tote", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("ship_to_id", sa.BigInteger(), nullable=True),
        sa.Column("service_id", sa.BigInteger(), nullable=True),
        sa.Column("tracking", sa.Text(), server_default="", nullable=False),
        sa.Column("ship_by", sa.Date(), nullable=True),
        sa.Column("cost", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("unscanned", sa.Text(), server_default="", nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("picked_at", sa.BigInteger(), nullable=True),
        sa.Column("packed_at", sa.BigInteger(), nullable=True),
        sa.Column("shipped_at", sa.BigInteger(), nullable=True),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint(
            "state IN ('waiting', 'allocated', 'picking', 'picked', 'packed', 'shipped', 'delivered', "
            "'exception', 'cancelled', 'returned-to-sender')",
            name=op.f("ck_shipments_state"),
        ),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_shipments_order_id")),
        sa.ForeignKeyConstraint(["picklist_id"], ["picklists.id"], name=op.f("fk_shipments_picklist_id")),
        sa.ForeignKeyConstraint(["service_id"], ["services.id"], name=op.f("fk_shipments_service_id")),
        sa.ForeignKeyConstraint(["ship_to_id"], ["addresses.id"], name=op.f("fk_shipments_ship_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shipments")),
        sa.UniqueConstraint("number", name=op.f("uq_shipments_number")),
    )
    op.create_index(op.f("ix_shipments_order_id"), "shipments", ["order_id"], unique=False)
    op.create_index(op.f("ix_shipments_picklist_id"), "shipments", ["picklist_id"], unique=False)
    op.create_index("ix_shipments_state", "shipments", ["state", "ship_by", "id"], unique=False)
    op.create_index(
        "ix_shipments_tracking",
        "shipments",
        ["tracking"],
        unique=False,
        sqlite_where=sa.text("tracking <> ''"),
        postgresql_where=sa.text("tracking <> ''"),
    )
    op.create_table(
        "allocations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shipment_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("bin_id", sa.BigInteger(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("picked", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("gone", sa.Integer(), server_default="0", nullable=False),
        sa.CheckConstraint("quantity > 0 AND picked >= 0 AND picked <= quantity", name=op.f("ck_allocations_quantity")),
        sa.ForeignKeyConstraint(["bin_id"], ["bins.id"], name=op.f("fk_allocations_bin_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_allocations_item_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_allocations_order_line_id")),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_allocations_shipment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_allocations")),
    )
    op.create_index(
        "ix_allocations_open",
        "allocations",
        ["item_id", "bin_id", "quantity"],
        unique=False,
        sqlite_where=sa.text("gone = 0"),
        postgresql_where=sa.text("gone = 0"),
    )
    op.create_index(op.f("ix_allocations_order_line_id"), "allocations", ["order_line_id"], unique=False)
    op.create_index(op.f("ix_allocations_shipment_id"), "allocations", ["shipment_id"], unique=False)
    op.create_table(
        "boxes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("shipment_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("carton", sa.Text(), server_default="", nullable=False),
        sa.Column("weight_g", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("length_mm", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("width_mm", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("height_mm", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("tracking", sa.Text(), server_default="", nullable=False),
        sa.Column("label_copies", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("label_void", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_boxes_shipment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boxes")),
    )
    op.create_index(op.f("ix_boxes_shipment_id"), "boxes", ["shipment_id"], unique=False)
    op.create_table(
        "invoices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("shop_id", sa.BigInteger(), nullable=False),
        sa.Column("bill_to_id", sa.BigInteger(), nullable=True),
        sa.Column("ship_to_id", sa.BigInteger(), nullable=True),
        sa.Column("shipment_id", sa.BigInteger(), nullable=True),
        sa.Column("return_id", sa.BigInteger(), nullable=True),
        sa.Column("amends_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("issue_date", sa.Date(), nullable=False),
        sa.Column("supply_date", sa.Date(), nullable=False),
        sa.Column("due_date", sa.Date(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("inclusive", sa.Integer(), server_default="0", nullable=False),
        sa.Column("policy", sa.Text(), server_default="per-document", nullable=False),
        sa.Column("rounding", sa.Text(), server_default="half-up", nullable=False),
        sa.Column("exemption", sa.Text(), server_default="", nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("copies", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'credit-note') = (amends_id IS NOT NULL) OR (kind = 'credit-note' AND batch_id IS NOT NULL)",
            name=op.f("ck_invoices_amends"),
        ),
        sa.CheckConstraint("kind IN ('invoice', 'credit-note')", name=op.f("ck_invoices_kind")),
        sa.CheckConstraint("net + tax = total", name=op.f("ck_invoices_total")),
        sa.ForeignKeyConstraint(["amends_id"], ["invoices.id"], name=op.f("fk_invoices_amends_id")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_invoices_batch_id")),
        sa.ForeignKeyConstraint(["bill_to_id"], ["addresses.id"], name=op.f("fk_invoices_bill_to_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_invoices_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_invoices_order_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_invoices_return_id")),
        sa.ForeignKeyConstraint(["ship_to_id"], ["addresses.id"], name=op.f("fk_invoices_ship_to_id")),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name=op.f("fk_invoices_shipment_id")),
        sa.ForeignKeyConstraint(["shop_id"], ["shops.id"], name=op.f("fk_invoices_shop_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoices")),
        sa.UniqueConstraint("number", name=op.f("uq_invoices_number")),
    )
    op.create_index(op.f("ix_invoices_amends_id"), "invoices", ["amends_id"], unique=False)
    op.create_index("ix_invoices_date", "invoices", ["issue_date", "kind", "total", "net", "tax"], unique=False)
    op.create_index(op.f("ix_invoices_order_id"), "invoices", ["order_id"], unique=False)
    op.create_table(
        "return_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("return_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=True),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("received", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("condition", sa.Text(), server_default="", nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("bin_id", sa.BigInteger(), nullable=True),
        sa.Column("net", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("tax", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("outcome IN ('', 'restock', 'quarantine', 'scrap')", name=op.f("ck_return_lines_outcome")),
        sa.CheckConstraint(
            "quantity > 0 AND received >= 0 AND received <= quantity", name=op.f("ck_return_lines_quantity")
        ),
        sa.ForeignKeyConstraint(["bin_id"], ["bins.id"], name=op.f("fk_return_lines_bin_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_return_lines_item_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_return_lines_order_line_id")),
        sa.ForeignKeyConstraint(["return_id"], ["returns.id"], name=op.f("fk_return_lines_return_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_lines")),
    )
    op.create_index(op.f("ix_return_lines_order_line_id"), "return_lines", ["order_line_id"], unique=False)
    op.create_index(op.f("ix_return_lines_return_id"), "return_lines", ["return_id"], unique=False)
    op.create_table(
        "box_lines",
        sa.Column("allocation_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("box_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_box_lines_quantity")),
        sa.ForeignKeyConstraint(["allocation_id"], ["allocations.id"], name=op.f("fk_box_lines_allocation_id")),
        sa.ForeignKeyConstraint(["box_id"], ["boxes.id"], name=op.f("fk_box_lines_box_id")),
        sa.PrimaryKeyConstraint("allocation_id", "box_id", name=op.f("pk_box_lines")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_box_lines_box_id"), "box_lines", ["box_id"], unique=False)
    op.create_table(
        "invoice_lines",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("invoice_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=True),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("sku", sa.Text(), server_default="", nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("unit", sa.Text(), server_default="each", nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("share", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("tax_class", sa.Text(), server_default="standard", nullable=False),
        sa.Column("tax_rate", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_invoice_lines_invoice_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_invoice_lines_order_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_lines")),
    )
    op.create_index(op.f("ix_invoice_lines_invoice_id"), "invoice_lines", ["invoice_id"], unique=False)
    op.create_index(op.f("ix_invoice_lines_order_line_id"), "invoice_lines", ["order_line_id"], unique=False)
    op.create_table(
        "invoice_taxes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("invoice_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("rate", sa.BigInteger(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["invoice_id"], ["invoices.id"], name=op.f("fk_invoice_taxes_invoice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invoice_taxes")),
    )
    op.create_index(op.f("ix_invoice_taxes_invoice_id"), "invoice_taxes", ["invoice_id"], unique=False)
    op.create_table(
        "payments",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("customer_id", sa.BigInteger(), nullable=True),
        sa.Column("till_session_id", sa.BigInteger(), nullable=True),
        sa.Column("credit_note_id", sa.BigInteger(), nullable=True),
        sa.Column("tender", sa.Text(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("tendered", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("change", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("rounding", sa.BigInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("reference", sa.Text(), server_default="", nullable=False),
        sa.Column("receipt", sa.Text(), server_default="", nullable=False),
        sa.Column("user", sa.Text(), server_default="", nullable=False),
        sa.Column("batch_id", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('payment', 'refund')", name=op.f("ck_payments_kind")),
        sa.CheckConstraint(
            "tender IN ('cash', 'card', 'transfer', 'account', 'store-credit', 'cod')", name=op.f("ck_payments_tender")
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_payments_amount")),
        sa.ForeignKeyConstraint(["batch_id"], ["import_batches.id"], name=op.f("fk_payments_batch_id")),
        sa.ForeignKeyConstraint(["credit_note_id"], ["invoices.id"], name=op.f("fk_payments_credit_note_id")),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name=op.f("fk_payments_customer_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_payments_order_id")),
        sa.ForeignKeyConstraint(["till_session_id"], ["till_sessions.id"], name=op.f("fk_payments_till_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payments")),
    )
    op.create_index(op.f("ix_payments_at"), "payments", ["at"], unique=False)
    op.create_index(op.f("ix_payments_order_id"), "payments", ["order_id"], unique=False)
    op.create_index(
        "ix_payments_receipt",
        "payments",
        ["receipt"],
        unique=False,
        sqlite_where=sa.text("receipt <> ''"),
        postgresql_where=sa.text("receipt <> ''"),
    )
    op.create_index(op.f("ix_payments_till_session_id"), "payments", ["till_session_id"], unique=False)
    for statement in STATEMENTS[op.get_bind().dialect.name]:
        op.execute(sa.text(statement))


STATEMENTS: dict[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE TRIGGER movements_no_update BEFORE UPDATE ON movements BEGIN SELECT RAISE(ABORT, 'movements "
        "are append-only'); END",
        "CREATE TRIGGER movements_no_delete BEFORE DELETE ON movements WHEN OLD.batch_id IS NULL BEGIN SELECT"
        " RAISE(ABORT, 'movements are append-only'); END",
        "CREATE TRIGGER invoices_no_update BEFORE UPDATE OF kind, number, order_id, shop_id, amends_id, "
        "issued_at, net, tax, total, currency ON invoices BEGIN SELECT RAISE(ABORT, 'invoices are "
        "append-only'); END",
        "CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices WHEN OLD.batch_id IS NULL BEGIN SELECT "
        "RAISE(ABORT, 'invoices are append-only'); END",
        "CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments BEGIN SELECT RAISE(ABORT, 'payments are "
        "append-only'); END",
        "CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments WHEN OLD.batch_id IS NULL BEGIN SELECT "
        "RAISE(ABORT, 'payments are append-only'); END",
        "CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines BEGIN SELECT RAISE(ABORT, "
        "'invoice_lines are append-only'); END",
        "CREATE TRIGGER invoice_lines_no_delete BEFORE DELETE ON invoice_lines WHEN (SELECT batch_id FROM "
        "invoices WHERE id = OLD.invoice_id) IS NULL BEGIN SELECT RAISE(ABORT, 'invoice_lines are "
        "append-only'); END",
        "CREATE TRIGGER invoice_taxes_no_update BEFORE UPDATE ON invoice_taxes BEGIN SELECT RAISE(ABORT, "
        "'invoice_taxes are append-only'); END",
        "CREATE TRIGGER invoice_taxes_no_delete BEFORE DELETE ON invoice_taxes WHEN (SELECT batch_id FROM "
        "invoices WHERE id = OLD.invoice_id) IS NULL BEGIN SELECT RAISE(ABORT, 'invoice_taxes are "
        "append-only'); END",
        "CREATE TRIGGER till_movements_no_update BEFORE UPDATE ON till_movements BEGIN SELECT RAISE(ABORT, "
        "'till_movements are append-only'); END",
        "CREATE TRIGGER till_movements_no_delete BEFORE DELETE ON till_movements WHEN 1 = 1 BEGIN SELECT "
        "RAISE(ABORT, 'till_movements are append-only'); END",
        "CREATE TRIGGER events_no_update BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are "
        "append-only'); END",
        "CREATE TRIGGER events_no_delete BEFORE DELETE ON events WHEN 1 = 1 BEGIN SELECT RAISE(ABORT, 'events"
        " are append-only'); END",
        "CREATE TRIGGER till_sessions_no_update BEFORE UPDATE OF till_id, opened_at, opened_by, float_amount,"
        " z_number, closed_at, closed_by, expected, counted, denominations, left_in_till, note, z_report ON "
        "till_sessions WHEN OLD.state IN ('closed', 'verified') BEGIN SELECT RAISE(ABORT, 'closed "
        "till_sessions are append-only'); END",
        "CREATE TRIGGER till_sessions_no_delete BEFORE DELETE ON till_sessions WHEN OLD.state IN ('closed', "
        "'verified') BEGIN SELECT RAISE(ABORT, 'closed till_sessions are append-only'); END",
        "CREATE VIRTUAL TABLE search_orders USING fts5(words, content='', contentless_delete=1, detail=none, "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')",
        "CREATE VIRTUAL TABLE search_customers USING fts5(words, content='', contentless_delete=1, "
        "detail=none, tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')",
        "CREATE VIRTUAL TABLE search_items USING fts5(words, content='', contentless_delete=1, detail=none, "
        "tokenize='unicode61 remove_diacritics 2', prefix='2 3 4')",
    ),
    "postgresql": (
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% are "
        "append-only', TG_TABLE_NAME; END $$",
        "CREATE TRIGGER movements_no_update BEFORE UPDATE ON movements FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER movements_no_delete BEFORE DELETE ON movements FOR EACH ROW WHEN (OLD.batch_id IS "
        "NULL) EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER invoices_no_update BEFORE UPDATE OF kind, number, order_id, shop_id, amends_id, "
        "issued_at, net, tax, total, currency ON invoices FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER invoices_no_delete BEFORE DELETE ON invoices FOR EACH ROW WHEN (OLD.batch_id IS NULL)"
        " EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER payments_no_update BEFORE UPDATE ON payments FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER payments_no_delete BEFORE DELETE ON payments FOR EACH ROW WHEN (OLD.batch_id IS NULL)"
        " EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER invoice_lines_no_update BEFORE UPDATE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION "
        "refuse_change()",
        "CREATE TRIGGER invoice_taxes_no_update BEFORE UPDATE ON invoice_taxes FOR EACH ROW EXECUTE FUNCTION "
        "refuse_change()",
        "CREATE TRIGGER till_movements_no_update BEFORE UPDATE ON till_movements FOR EACH ROW EXECUTE "
        "FUNCTION refuse_change()",
        "CREATE TRIGGER till_movements_no_delete BEFORE DELETE ON till_movements FOR EACH ROW WHEN (1 = 1) "
        "EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER events_no_update BEFORE UPDATE ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER events_no_delete BEFORE DELETE ON events FOR EACH ROW WHEN (1 = 1) EXECUTE FUNCTION "
        "refuse_change()",
        "CREATE TRIGGER till_sessions_no_update BEFORE UPDATE OF till_id, opened_at, opened_by, float_amount,"
        " z_number, closed_at, closed_by, expected, counted, denominations, left_in_till, note, z_report ON "
        "till_sessions FOR EACH ROW WHEN (OLD.state IN ('closed', 'verified')) EXECUTE FUNCTION "
        "refuse_change()",
        "CREATE TRIGGER till_sessions_no_delete BEFORE DELETE ON till_sessions FOR EACH ROW WHEN (OLD.state "
        "IN ('closed', 'verified')) EXECUTE FUNCTION refuse_change()",
        "CREATE FUNCTION refuse_invoice_part() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF (SELECT "
        "batch_id FROM invoices WHERE id = OLD.invoice_id) IS NULL THEN RAISE EXCEPTION '% are append-only', "
        "TG_TABLE_NAME; END IF; RETURN OLD; END $$",
        "CREATE TRIGGER invoice_lines_no_delete BEFORE DELETE ON invoice_lines FOR EACH ROW EXECUTE FUNCTION "
        "refuse_invoice_part()",
        "CREATE TRIGGER invoice_taxes_no_delete BEFORE DELETE ON invoice_taxes FOR EACH ROW EXECUTE FUNCTION "
        "refuse_invoice_part()",
        "CREATE TABLE search_orders (rowid BIGINT PRIMARY KEY, words TEXT NOT NULL)",
        "CREATE INDEX ix_search_orders ON search_orders USING gin (to_tsvector('simple', words))",
        "CREATE TABLE search_customers (rowid BIGINT PRIMARY KEY, words TEXT NOT NULL)",
        "CREATE INDEX ix_search_customers ON search_customers USING gin (to_tsvector('simple', words))",
        "CREATE TABLE search_items (rowid BIGINT PRIMARY KEY, words TEXT NOT NULL)",
        "CREATE INDEX ix_search_items ON search_items USING gin (to_tsvector('simple', words))",
    ),
}
