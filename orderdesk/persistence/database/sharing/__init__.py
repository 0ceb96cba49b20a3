"""Many hands on one database: locks, turns, and word of what others changed."""
