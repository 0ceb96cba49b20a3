"""The returns tab: goods come back, are looked at, and are settled at the price paid."""
