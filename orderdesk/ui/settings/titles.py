"""The sections of the settings in their order, with the other words that people look for them by."""

from __future__ import annotations

TITLES: dict[str, str] = {
    "Business": "shop name address logo bank account tax number currency time zone cash rounding end of the day "
    "payment terms return period invoicing language telephone email",
    "People": "users staff roles rights pin limits discount sign in owner",
    "Taxes": "vat gst sales tax rates classes inclusive rounding",
    "Tax abroad": "vat destination export oss countries rates",
    "Price lists": "customer groups wholesale trade prices quantity breaks",
    "Exchange rates": "currencies foreign money",
    "Coupons": "vouchers discount codes promotions",
    "Numbers": "series invoice order numbering prefix year",
    "Tenders": "payment methods ways to pay cash card voucher paypal cheque refund",
    "Accounts": "accountant bookkeeping postings journal codes chart",
    "Places": "locations warehouse store room van bins shelves walk",
    "Picking": "waves cart totes take over work packers",
    "Cartons": "boxes packaging sizes packing material parcels",
    "Delivery": "shipping services carriers postage weight rates cutoff",
    "Verification": "checks holds credit limit duplicates",
    "Rules": "automatic holds notes conditions",
    "Appearance": "theme dark light contrast size scale font zoom",
    "Printers": "paper tray label receipt",
    "Cash drawer": "till kick open",
    "Scanner": "bar code reader barcode",
    "Backup and proof": "restore verify books check copy care integrity",
    "About": "version licence license logs log folder open source",
}
