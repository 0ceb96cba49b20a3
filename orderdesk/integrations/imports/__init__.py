"""Files from outside: spreadsheets and tables of text, read exactly and turned into records."""
