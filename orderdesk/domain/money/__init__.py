"""Money that comes and goes: cash, deposits, and how much can go back."""
