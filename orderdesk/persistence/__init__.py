"""How it is kept: engine, unit of work, tables, search and migrations."""
