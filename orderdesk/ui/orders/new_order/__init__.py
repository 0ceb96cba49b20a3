"""The page on which an order is taken: at the counter, on the phone, from an e-mail."""
