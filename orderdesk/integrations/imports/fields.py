"""What can be brought for each kind: the fields, what they look like, and what others call them.

The names of other languages are German, French, Spanish, Italian, Dutch, Portuguese, Polish and Swedish; accents and
signs between words make no difference.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

FIGURE, DATE, MAIL, ID, NAME = "figure", "date", "mail", "id", "name"
"""What the cells of a field look like."""


@dataclass(frozen=True, slots=True)
class FileField:
    """One thing a column can be mapped to."""

    name: str
    title: str
    synonyms: tuple[str, ...] = ()
    required: bool = False
    looks: str = ""


def _field(name: str, title: str, synonyms: str = "", looks: str = "", *, required: bool = False) -> FileField:
    return FileField(name, title, tuple(each.strip() for each in synonyms.split("|") if each.strip()), required, looks)


def _in_units(names: str) -> str:
    """The names of a measure, and the same with a unit of length behind."""
    each = names.split("|")
    return "|".join([*each, *(f"{name} {unit}" for name in each for unit in ("mm", "cm", "in", "inches"))])


_SKU = (
    "variant sku|stock code|stockcode|item code|item number|item no|item id|article|article number|article no|"
    "part number|product code|product id|custom label|seller sku|lineitem sku|item sku|product sku|"
    "artikelnummer|artikelnr|artikel nr|art nr|artnr|bestellnummer|reference|référence|ref|code article|"
    "referencia|código|codigo articulo|codice|codice articolo|artikelcode|indeks|kod|artnummer|code|item|product"
)
_BARCODE = "ean|gtin|upc|ean13|ean code|variant barcode|bar code|strichcode|code barres|codigo de barras|codice a barre"
_QUANTITY = "menge|anzahl|stückzahl|quantité|qté|cantidad|quantità|aantal|hoeveelheid|quantidade|ilość|antal"
_PRICE = (
    "unit price|einzelpreis|preis|stückpreis|prix|prix unitaire|precio|precio unitario|prezzo|prezzo unitario|prijs|"
    "stuksprijs|preço|cena|pris"
)
_STOCK = (
    "stock|in stock|quantity|qty|units in stock|variant inventory qty|inventory|available|bestand|lagerbestand|"
    "existencias|giacenza|voorraad|lager|stan|estoque"
)
_BIN = "location|shelf|bin code|storage|lagerplatz|lagerort|emplacement|ubicación|ubicazione|locatie|lagerplats"

_PRODUCTS = (
    _field("sku", "SKU", _SKU, required=True),
    _field(
        "name", "Name", "product name|item name|title|description|bezeichnung|artikelbezeichnung|artikelname|"
        "produktname|beschreibung|désignation|libellé|nom|nombre|descripción|descrizione|nome|omschrijving|naam|nazwa|"
        "benämning|namn|product|item",
    ),
    _field(
        "price", "Price", f"{_PRICE}|variant price|regular price|sale price|retail price|list price|selling price|"
        "verkaufspreis|vk|prix de vente|precio de venta|prezzo di vendita|verkoopprijs", FIGURE,
    ),
    _field(
        "price_with_tax", "Price with tax", "price incl vat|price incl tax|price including vat|price inc vat|"
        "gross price|price incl|bruttopreis|preis brutto|brutto|vk brutto|brutto vk|prix ttc|ttc|precio con iva|"
        "prezzo ivato|prijs incl btw|pris inkl moms", FIGURE,
    ),
    _field(
        "price_without_tax", "Price without tax", "price excl vat|price excl tax|price ex vat|net price|"
        "nettopreis|preis netto|netto|vk netto|netto vk|prix ht|ht|precio sin iva|prijs excl btw|pris exkl moms",
        FIGURE,
    ),
    _field(
        "cost", "Cost", "cost price|purchase price|cost per item|buying price|einkaufspreis|ek|ek preis|prix d achat|"
        "precio de compra|prezzo di acquisto|costo|inkoopprijs|inköpspris", FIGURE,
    ),
    _field("barcode", "Barcode", _BARCODE, ID),
    _field(
        "tax_class", "Tax class", "vat class|tax code|variant tax code|tax rate|vat rate|vat|steuerklasse|steuersatz|"
        "mwst|ust|mehrwertsteuer|tva|taux tva|iva|tipo iva|aliquota iva|btw|moms",
    ),
    _field("unit", "Unit", "unit of measure|uom|quantity per unit|einheit|mengeneinheit|unité|unidad|unità|eenheid"),
    _field("weight_g", "Weight (g)", "weight grams|variant grams|grams|weight in g|gewicht g|poids g|peso g", FIGURE),
    _field("weight_kg", "Weight (kg)", "weight in kg|kg|gewicht kg|gewicht|poids kg|poids|peso kg|peso", FIGURE),
    _field("weight_lb", "Weight (lb)", "weight lbs|weight in lb|weight in lbs|weight pounds|lb|lbs|pounds", FIGURE),
    _field("weight_oz", "Weight (oz)", "weight in oz|weight ounces|oz|ounces", FIGURE),
    _field(
        "dimensions", "Dimensions",
        _in_units("item dimensions|package dimensions|measurements|abmessungen|maße|dimensiones|afmetingen"),
    ),
    _field("length", "Length", _in_units("length|product length|länge|longueur|largo|lunghezza|lengte|längd"), FIGURE),
    _field("width", "Width", _in_units("width|product width|breite|largeur|ancho|larghezza|breedte|bredd"), FIGURE),
    _field("height", "Height", _in_units("height|product height|höhe|hauteur|alto|altezza|hoogte|höjd"), FIGURE),
    _field("upright", "This side up", "upright|keep upright|this way up|do not tip|hochkant|nicht kippen|diese seite "
           "nach oben|haut|tenir debout|no volcar|non capovolgere"),
    _field("fragile", "Fragile", "breakable|nothing on top|do not stack|zerbrechlich|frágil|breekbaar|ömtålig"),
    _field(
        "reorder_point", "Reorder point", "reorder level|minimum stock|low stock amount|min qty|safety level|"
        "mindestbestand|meldebestand|stock minimum|stock minimo|scorta minima|minimumvoorraad", FIGURE,
    ),
    _field("safety_stock", "Safety stock", "buffer stock|reserve stock|sicherheitsbestand|stock de sécurité", FIGURE),
    _field("stocked", "Kept in stock", "stocked|lagerartikel"),
    _field("oversell", "Taken on back order", "oversell"),
    _field("warning", "Warning", "warnhinweis|avertissement"),
    _field("instructions", "Instructions", "packing instructions|packing note|packhinweis|consigne"),
    _field("stock", "On hand", _STOCK, FIGURE),
    _field("bin", "Bin", _BIN),
    _field("incoming", "On its way", "units on order|on order|incoming quantity|ordered|bestellt|en commande", FIGURE),
    _field(
        "vendor", "Vendor", "supplier|manufacturer|brand|supplier name|vendor name|lieferant|hersteller|fournisseur|"
        "proveedor|fornitore|leverancier|leverantör",
    ),
    _field("active", "Sold", "active|published|enabled|is active|aktiv|actif|activo|attivo|actief"),
    _field("discontinued", "No longer sold", "discontinued|inactive|disabled|ausgelaufen"),
)  # fmt: skip

_ADDRESS = (
    _field(
        "line1", "Address", "address 1|address1|address line 1|street address|street|billing address1|billing street|"
        "billing address 1|ship address|strasse|straße und hausnummer|anschrift|adresse|rue|dirección|calle|indirizzo|"
        "via|adres|straat|morada|endereço|ulica|adress|gata",
    ),
    _field(
        "line2", "Address line 2", "address 2|address2|street 2|billing address2|billing address 2|adresszusatz|"
        "complément d adresse|adresse 2|dirección 2|indirizzo 2|adres 2",
    ),
    _field(
        "city", "City", "town|place|billing city|ship city|ort|stadt|wohnort|ville|ciudad|población|localidad|città|"
        "comune|plaats|stad|woonplaats|cidade|localidade|miasto|miejscowość|postort",
    ),
    _field(
        "region", "Region", "state|province|county|billing province|billing state|ship region|ship state|bundesland|"
        "kanton|région|département|provincia|regione|provincie|estado|województwo|län",
    ),
    _field(
        "postcode", "Postcode", "zip|zip code|postal code|zipcode|billing zip|billing postcode|ship postal code|"
        "post code|plz|postleitzahl|code postal|cp|código postal|cap|codice postale|código postal|cep|kod pocztowy|"
        "postnummer",
    ),
    _field("country", "Country", "country code|billing country|ship country|land|staat|pays|país|paese|nazione|kraj"),
)  # fmt: skip

_CUSTOMERS = (
    _field("number", "Number", "orderdesk number"),
    _field(
        "remote_id", "Customer id", "id|customer number|customer no|customerid|account number|external id|kundennummer|"
        "kundennr|kdnr|kunden nr|numéro client|n client|numero cliente|número de cliente|codice cliente|klantnummer|"
        "numer klienta|kundnummer|code", ID,
    ),
    _field("name", "Name", "customer name|full name|billing name|customer|kunde|kundenname|nom complet|client|"
           "nombre completo|cliente|nominativo|klant|klantnaam|naam|nazwa|kund|namn"),
    _field("first_name", "First name", "firstname|given name|forename|billing first name|vorname|prénom|nombre|"
           "nome|voornaam|imię|förnamn"),
    _field("last_name", "Last name", "lastname|surname|family name|billing last name|nachname|familienname|"
           "nom de famille|nom|apellido|apellidos|cognome|achternaam|nazwisko|sobrenome|efternamn"),
    _field("company", "Company", "company name|firm|organisation|organization|billing company|firma|firmenname|"
           "unternehmen|société|entreprise|raison sociale|empresa|razón social|azienda|ragione sociale|bedrijf|"
           "bedrijfsnaam|företag"),
    _field("contact", "Contact", "contact name|contact person|attention|ansprechpartner|interlocuteur|contacto|"
           "referente|contactpersoon"),
    _field("contact_job", "Contact's job", "contact title|job title|position"),
    _field("email", "E-mail", "email|mail|email address|e-mail address|e mail adresse|courriel|adresse e mail|"
           "correo|correo electrónico|posta elettronica|e mailadres|epost", MAIL),
    _field("phone", "Phone", "telephone|phone number|tel|mobile|billing phone|telefon|telefonnummer|handy|mobil|"
           "téléphone|portable|teléfono|móvil|telefono|cellulare|telefoon|telefoonnummer|telefone"),
    _field("tax_id", "Tax id", "vat id|vat number|tax number|gst number|ein|ust idnr|ust id|umsatzsteuer id|"
           "steuernummer|uid|numéro de tva|n tva|nif|cif|partita iva|p iva|btw nummer|nip|momsnummer"),
    _field("terms_days", "Terms in days", "payment terms|terms|net days|payment days|zahlungsziel", FIGURE),
    _field("discount", "Discount", "customer discount|discount percent|rebate|rabatt|remise|descuento|sconto|korting",
           FIGURE),
    _field("tax_exemption", "Tax exemption reason", "exemption reason|tax exempt reason|steuerbefreiung"),
    _field("credit_limit", "Credit limit", "credit line|kreditlimit|plafond de crédit|límite de crédito|fido", FIGURE),
    _field("shipping", "When not all is there"),
    _field("invoicing", "Orders are invoiced"),
    _field("instructions", "Standing instructions", "instructions|standing note|packing instructions"),
    *_ADDRESS,
)  # fmt: skip

_ORDERS = (
    _field(
        "remote_id", "Order number", "order id|orderid|order no|order name|amazon order id|sales record number|"
        "order reference|invoice no|invoice number|bestellnummer|auftragsnummer|auftragsnr|bestellnr|bestell nr|"
        "rechnungsnummer|numéro de commande|n commande|número de pedido|pedido|numero ordine|ordine|ordernummer|"
        "bestelnummer|numer zamówienia|order|name", required=True,
    ),
    _field(
        "date", "Date", "order date|invoice date|created at|placed|sale date|purchase date|ordered|processed at|"
        "date created|datum|bestelldatum|auftragsdatum|date de commande|fecha|fecha de pedido|data|data ordine|"
        "orderdatum|besteldatum", DATE, required=True,
    ),
    _field("customer", "Customer id", "customerid|customer number|customer no|account|customer code|kundennummer|"
           "kundennr|kunden nr|numéro client|número de cliente|codice cliente|klantnummer|customer", ID),
    _field("customer_name", "Customer name", "customer|buyer|buyer name|billing name|bill to|full name|kunde|"
           "kundenname|käufer|client|nom du client|cliente|klant|kund", NAME),
    _field("first_name", "First name", "customer first name|billing first name|vorname|prénom|voornaam", NAME),
    _field("last_name", "Last name", "customer last name|billing last name|nachname|nom de famille|achternaam", NAME),
    _field("company", "Company", "billing company|company name|firma|société|empresa|azienda|bedrijf"),
    _field("email", "E-mail", "email|buyer email|customer email|billing email|email address|mail", MAIL),
    _field("sku", "SKU", _SKU),
    _field("barcode", "Barcode", f"{_BARCODE}|lineitem barcode|item barcode", ID),
    _field("label", "Description", "item name|product name|lineitem name|item title|title|artikelbezeichnung|"
           "bezeichnung|désignation|descripción|descrizione|omschrijving|item"),
    _field("quantity", "Quantity", f"qty|lineitem quantity|quantity purchased|item quantity|pieces|units|count|"
           f"{_QUANTITY}", FIGURE, required=True),
    _field("price", "Price", f"{_PRICE}|lineitem price|item price|price each|item cost", FIGURE),
    _field("discount", "Discount", "line discount|rebate|lineitem discount|item discount|rabatt|remise|descuento|"
           "sconto|korting", FIGURE),
    _field("discount_percent", "Discount in percent", "discount %|discount percent|line discount percent|"
           "discount percentage|rabatt %|rabatt in %|remise %|descuento %|sconto %|korting %", FIGURE),
    _field("order_discount", "Order discount", "discount amount|cart discount|order discount amount|"
           "discount total|coupon amount", FIGURE),
    _field("freight", "Postage", "freight|shipping|shipping cost|delivery charge|shipping total|shipping price|"
           "order shipping|shipping and handling|versand|versandkosten|porto|frais de port|gastos de envío|"
           "spese di spedizione|verzendkosten|frakt", FIGURE),
    _field("taxes", "Order tax", "taxes|tax|total tax|tax total|order tax|sales tax|mwst betrag|steuer", FIGURE),
    _field("total", "Order total", "total|grand total|order amount|total price|gesamt|gesamtbetrag|summe|"
           "total ttc|totale|totaal", FIGURE),
    _field("currency", "Currency", "currency code|order currency|währung|devise|moneda|valuta|waluta"),
    _field("status", "State", "status|financial status|order status|payment status|bestellstatus|statut|estado|stato"),
    _field("paid", "Paid on", "paid at|paid on|paid date|date paid|bezahlt am|paye le|fecha de pago|betaald op", DATE),
    _field("fulfilment", "Sent", "fulfillment status|fulfilment status|shipping status|versandstatus"),
    _field("cancelled", "Cancelled", "cancelled at|canceled at|cancelled|canceled|cancellation date|storniert"),
    _field("refunded", "Refunded", "refunded amount|amount refunded|total refunded|refund|erstattet", FIGURE),
    _field("test", "Test order", "test|is test|test order"),
    _field("shipped", "Shipped on", "shipped date|ship date|fulfilled at|date shipped|dispatched|shipped on date|"
           "versanddatum|versendet am|date d expédition|fecha de envío|data spedizione|verzenddatum", DATE),
    _field("tracking", "Tracking numbers", "tracking number|tracking|tracking no|tracking code|tracking id|"
           "sendungsnummer|paketnummer|numéro de suivi|número de seguimiento|numero di tracciamento|trackingnummer"),
    _field("ship_by", "Ship by", "required date|due date|needed by|promise date|ship by date|wunschtermin|"
           "liefertermin", DATE),
    _field("reference", "Reference", "po number|customer po|purchase order|your reference|ihre bestellung"),
    _field("instructions", "Instructions", "notes|note|comment|customer note|delivery instructions|buyer note|"
           "bemerkung|anmerkung|hinweis|kommentar|remarque|notas|opmerking"),
    _field("ship_name", "Ship to", "ship name|shipping name|recipient|recipient name|deliver to|ship to name|"
           "lieferadresse name|empfänger|destinataire|destinatario|ontvanger"),
    *(
        FileField(f"ship_{each.name}", f"Ship to: {each.title}",
              tuple(f"ship {word}" for word in (each.title, each.name))
              + tuple(f"{lead} {word}" for lead in ("shipping", "ship to", "liefer")
                      for word in (*each.synonyms, each.title)) + each.synonyms + (each.title,))
        for each in _ADDRESS
    ),
)  # fmt: skip

_STOCK_LEVELS = (
    _field("sku", "SKU", _SKU, required=True),
    _field("quantity", "On hand", f"counted|count|{_STOCK}|{_QUANTITY}", FIGURE, required=True),
    _field("bin", "Bin", f"{_BIN}|place"),
    _field("reason", "Reason", "note|comment|remark|grund|motif|motivo"),
)

_PRICES = (
    _field("sku", "SKU", f"{_SKU}|barcode|ean", required=True),
    _field(
        "price", "Price", f"{_PRICE}|net price|new price|special price|agreed price|customer price|list price|"
        "price each", FIGURE, required=True,
    ),
    _field("from_quantity", "From quantity", "quantity from|min qty|minimum quantity|min quantity|quantity break|break|"
           "from qty|quantity|qty|ab menge|staffelmenge|à partir de", FIGURE),
    _field("list", "Price list", "list|pricelist|price list name|list name|tier|preisliste|tarif|tarifa|listino|"
           "prijslijst"),
    _field("group", "Customer group", "group|price group|customer class|customer type|kundengruppe"),
    _field("customer", "Customer", "customer number|customer no|customer id|customerid|customer code|account|"
           "account number|customer email|client|kundennummer|kunde|klant"),
    _field("valid_from", "First day", "valid from|start date|starts|start|from date|effective|effective from|gültig ab",
           DATE),
    _field("valid_to", "Last day", "valid to|valid until|end date|until|ends|end|to date|expires|gültig bis", DATE),
    _field("currency", "Currency", "currency code|price currency|währung|devise|moneda|valuta"),
)  # fmt: skip

FIELDS: dict[str, tuple[FileField, ...]] = {
    "products": _PRODUCTS,
    "customers": _CUSTOMERS,
    "orders": _ORDERS,
    "stock": _STOCK_LEVELS,
    "prices": _PRICES,
}
"""The fields of each kind, in the order they are shown."""

ONE_OF: dict[str, tuple[str, ...]] = {
    "prices": ("list", "customer"),
    "customers": ("name", "company", "last_name", "first_name"),
    "orders": ("sku", "barcode", "label"),
}
"""Fields of which a kind needs one, whichever it is."""


def fields_that_look(kind: str, looks: str) -> frozenset[str]:
    """The names of the fields of a kind whose cells look like this."""
    return frozenset(each.name for each in FIELDS[kind] if each.looks == looks)


_OURS: dict[str, frozenset[str]] = {
    "products": frozenset(
        ("SKU", "Kept in stock", "Taken on back order", "Weight (g)", "Reorder point", "Safety stock")
    ),
    "customers": frozenset(("Number", "Tax number", "Terms in days", "When not all is there", "Orders are invoiced")),
    "stock": frozenset(("SKU", "On hand", "Reserved", "Free")),
}


def is_ours(kind: str, headers: Collection[str]) -> bool:
    """Whether these are the headings of our own export of that kind, whose figures are plain: 1.250 is one and a
    quarter, whatever the shop writes."""
    return kind in _OURS and _OURS[kind] <= set(headers)
