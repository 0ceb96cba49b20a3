"""The bar code reader: a keyboard that types fast."""
