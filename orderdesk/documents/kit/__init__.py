"""The printing kit: fonts, paper sizes, text, bar codes, tables and sheets. No paper's own wording is in here."""
