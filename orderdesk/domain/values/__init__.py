"""Values: money, quantities, texts, countries and the rest that everything is said in."""
