"""What can be brought for each kind: the fields, which of them must be there, and what others call them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column can be mapped to."""

    name: str
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = False


def _field(name: str, title: str, synonyms: str = "", *, required: bool = False) -> Field:
    return Field(name, title, tuple(each.strip() for each in synonyms.split("|") if each.strip()), required)


_PRODUCTS = (
    _field(
        "sku", "SKU", "stock code|stockcode|item code|item number|item no|item id|article|article number|part number|"
        "variant sku|product code|product id|code|custom label|item", required=True,
    ),
    _field("name", "Name", "product name|title|item name|description|product|item"),
    _field("price", "Price", "unit price|regular price|sale price|variant price|retail price|list price|selling price"),
    _field("cost", "Cost", "cost price|purchase price|cost per item|buying price"),
    _field("barcode", "Barcode", "ean|gtin|upc|variant barcode|ean13"),
    _field("tax_class", "Tax class", "vat class|tax code|variant tax code"),
    _field("unit", "Unit", "unit of measure|uom|quantity per unit"),
    _field("weight_g", "Weight (g)", "weight grams|variant grams|grams|weight in g"),
    _field("weight_kg", "Weight (kg)", "weight in kg|kg"),
    _field("reorder_point", "Reorder point", "reorder level|minimum stock|low stock amount|min qty|safety level"),
    _field("stock", "On hand", "stock|in stock|quantity|qty|units in stock|variant inventory qty|inventory|available"),
    _field("incoming", "On its way", "units on order|on order|incoming quantity|ordered"),
    _field("vendor", "Vendor", "supplier|manufacturer|brand|supplier name|vendor name"),
    _field("active", "Sold", "active|published|enabled|is active"),
    _field("discontinued", "No longer sold", "discontinued|inactive|disabled"),
)  # fmt: skip

_ADDRESS = (
    _field("line1", "Address", "street|address 1|address1|address line 1|billing address1|billing street|ship address"),
    _field("line2", "Address line 2", "address 2|address2|street 2|billing address2"),
    _field("city", "City", "town|place|billing city|ship city"),
    _field("region", "Region", "state|province|county|billing province|ship region"),
    _field("postcode", "Postcode", "zip|zip code|postal code|zipcode|billing zip|ship postal code|post code"),
    _field("country", "Country", "country code|billing country|ship country|land"),
)

_CUSTOMERS = (
    _field("remote_id", "Customer id", "id|customer number|customer no|customerid|account number|external id|code"),
    _field("name", "Name", "customer name|full name|billing name|customer", required=True),
    _field("company", "Company", "company name|firm|organisation|organization|billing company"),
    _field("contact", "Contact", "contact name|contact person|attention"),
    _field("contact_job", "Contact's job", "contact title|job title|position"),
    _field("email", "E-mail", "email|mail|email address|e-mail address"),
    _field("phone", "Phone", "telephone|phone number|tel|mobile|billing phone"),
    _field("tax_id", "Tax id", "vat id|vat number|tax number|gst number|ein"),
    _field("terms_days", "Terms in days", "payment terms|terms|net days|payment days"),
    _field("discount", "Discount", "customer discount|discount percent|rebate"),
    *_ADDRESS,
)

_ORDERS = (
    _field(
        "remote_id", "Order number", "order id|order|orderid|order no|invoice no|invoice number|order reference|name|"
        "amazon order id|sales record number", required=True,
    ),
    _field("date", "Date", "order date|invoice date|created at|placed|sale date|purchase date|ordered", required=True),
    _field("customer", "Customer id", "customerid|customer number|customer no|account|customer code"),
    _field("customer_name", "Customer name", "customer|buyer|buyer name|billing name|bill to"),
    _field(
        "sku", "SKU", "stock code|stockcode|item code|item number|item no|item id|lineitem sku|item sku|product code|"
        "product id|article|article number|code|item|product", required=True,
    ),
    _field("label", "Description", "item name|product name|lineitem name|title|item"),
    _field("quantity", "Quantity", "qty|lineitem quantity|quantity purchased|pieces|units|count", required=True),
    _field("price", "Price", "unit price|lineitem price|item price|price each"),
    _field("discount", "Discount", "line discount|discount percent|rebate|lineitem discount"),
    _field("freight", "Postage", "freight|shipping|shipping cost|delivery charge|shipping total"),
    _field("total", "Order total", "total|grand total|order amount|total price"),
    _field("shipped", "Shipped on", "shipped date|ship date|fulfilled at|date shipped|dispatched"),
    _field("ship_by", "Ship by", "required date|due date|needed by|promise date"),
    _field("reference", "Reference", "po number|customer po|purchase order|your reference"),
    _field("instructions", "Instructions", "notes|note|comment|customer note|delivery instructions"),
    _field("ship_name", "Ship to", "ship name|shipping name|recipient|recipient name|deliver to"),
    *(
        Field(f"ship_{each.name}", f"Ship to: {each.title}", tuple(f"ship {word}" for word in (each.title, each.name))
              + tuple(f"shipping {word}" for word in (*each.synonyms, each.title)) + each.synonyms + (each.title,))
        for each in _ADDRESS
    ),
)  # fmt: skip

_STOCK = (
    _field(
        "sku", "SKU", "stock code|stockcode|item code|item number|item no|product code|product id|article|variant sku|"
        "code|item|product", required=True,
    ),
    _field("quantity", "On hand", "quantity|qty|stock|count|counted|units in stock|inventory|available", required=True),
    _field("bin", "Bin", "location|shelf|bin code|storage|place"),
    _field("reason", "Reason", "note|comment|remark"),
)  # fmt: skip

_PRICES = (
    _field(
        "sku", "SKU", "stock code|stockcode|item code|item number|item no|product code|product id|article|"
        "article number|variant sku|barcode|ean|code|item|product", required=True,
    ),
    _field(
        "price", "Price", "unit price|net price|new price|special price|agreed price|customer price|list price|"
        "price each", required=True,
    ),
    _field("from_quantity", "From quantity", "quantity from|min qty|minimum quantity|min quantity|quantity break|break|"
           "from qty|quantity|qty"),
    _field("list", "Price list", "list|pricelist|price list name|list name|tier"),
    _field("group", "Customer group", "group|price group|customer class|customer type"),
    _field("customer", "Customer", "customer number|customer no|customer id|customerid|customer code|account|"
           "account number|customer email|client"),
    _field("valid_from", "First day", "valid from|start date|starts|start|from date|effective|effective from"),
    _field("valid_to", "Last day", "valid to|valid until|end date|until|ends|end|to date|expires"),
    _field("currency", "Currency", "currency code|price currency"),
)  # fmt: skip

FIELDS: dict[str, tuple[Field, ...]] = {
    "products": _PRODUCTS,
    "customers": _CUSTOMERS,
    "orders": _ORDERS,
    "stock": _STOCK,
    "prices": _PRICES,
}
"""The fields of each kind, in the order they are shown."""

ONE_OF: dict[str, tuple[str, ...]] = {"prices": ("list", "customer")}
"""Fields of which a kind needs one, whichever it is."""
