"""The database: one file or one server, opened, written whole or not at all, and sealed."""
