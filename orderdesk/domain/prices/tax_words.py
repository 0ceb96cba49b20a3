"""What a tax and a tax number are called where a shop or a customer is, as papers print them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TaxWords:
    """The tax on sales, and the number under which somebody is known for it."""

    tax: str = "Tax"
    number: str = "Tax no."


_WORDS = {
    "AE": TaxWords("VAT", "TRN"),
    "AR": TaxWords("IVA", "CUIT"),
    "AT": TaxWords("USt", "UID"),
    "AU": TaxWords("GST", "ABN"),
    "BE": TaxWords("BTW/TVA", "BTW/TVA"),
    "BG": TaxWords("ДДС", "ДДС №"),
    "BH": TaxWords("VAT", "VAT no."),
    "BR": TaxWords("ICMS", "CNPJ"),
    "CA": TaxWords("GST/HST", "GST/HST no."),
    "CH": TaxWords("MwSt", "UID"),
    "CL": TaxWords("IVA", "RUT"),
    "CN": TaxWords("增值税", "纳税人识别号"),
    "CO": TaxWords("IVA", "NIT"),
    "CY": TaxWords("ΦΠΑ", "ΑΦΜ"),
    "CZ": TaxWords("DPH", "DIČ"),
    "DE": TaxWords("USt", "USt-IdNr."),
    "DK": TaxWords("moms", "CVR-nr."),
    "EE": TaxWords("KM", "KMKR nr"),
    "ES": TaxWords("IVA", "NIF"),
    "FI": TaxWords("ALV", "Y-tunnus"),
    "FR": TaxWords("TVA", "N° TVA"),
    "GB": TaxWords("VAT", "VAT no."),
    "GR": TaxWords("ΦΠΑ", "ΑΦΜ"),
    "HR": TaxWords("PDV", "OIB"),
    "HU": TaxWords("ÁFA", "Adószám"),
    "ID": TaxWords("PPN", "NPWP"),
    "IE": TaxWords("VAT", "VAT no."),
    "IL": TaxWords("מע״מ", "ע.מ."),
    "IM": TaxWords("VAT", "VAT no."),
    "IN": TaxWords("GST", "GSTIN"),
    "IS": TaxWords("VSK", "VSK-nr."),
    "IT": TaxWords("IVA", "P. IVA"),
    "JP": TaxWords("消費税", "登録番号"),
    "KE": TaxWords("VAT", "PIN"),
    "KR": TaxWords("부가세", "사업자등록번호"),
    "LI": TaxWords("MwSt", "UID"),
    "LT": TaxWords("PVM", "PVM kodas"),
    "LU": TaxWords("TVA", "N° TVA"),
    "LV": TaxWords("PVN", "PVN nr."),
    "MC": TaxWords("TVA", "N° TVA"),
    "MT": TaxWords("VAT", "VAT no."),
    "MX": TaxWords("IVA", "RFC"),
    "MY": TaxWords("SST", "SST no."),
    "NG": TaxWords("VAT", "TIN"),
    "NL": TaxWords("BTW", "btw-nr."),
    "NO": TaxWords("MVA", "Org.nr."),
    "NZ": TaxWords("GST", "GST no."),
    "OM": TaxWords("VAT", "VATIN"),
    "PE": TaxWords("IGV", "RUC"),
    "PH": TaxWords("VAT", "TIN"),
    "PL": TaxWords("VAT", "NIP"),
    "PT": TaxWords("IVA", "NIF"),
    "RO": TaxWords("TVA", "CUI"),
    "RS": TaxWords("PDV", "PIB"),
    "RU": TaxWords("НДС", "ИНН"),
    "SA": TaxWords("VAT", "VAT no."),
    "SE": TaxWords("moms", "Momsreg.nr."),
    "SG": TaxWords("GST", "GST reg. no."),
    "SI": TaxWords("DDV", "ID za DDV"),
    "SK": TaxWords("DPH", "IČ DPH"),
    "TH": TaxWords("VAT", "Tax ID"),
    "TR": TaxWords("KDV", "VKN"),
    "TW": TaxWords("營業稅", "統一編號"),
    "UA": TaxWords("ПДВ", "ІПН"),
    "US": TaxWords("Sales tax", "Tax ID"),
    "UY": TaxWords("IVA", "RUT"),
    "VN": TaxWords("VAT", "MST"),
    "ZA": TaxWords("VAT", "VAT no."),
}


def tax_words(country: str) -> TaxWords:
    """The words of a country; plain ones where it has no such tax, or we do not know its name."""
    return _WORDS.get(country, TaxWords())
