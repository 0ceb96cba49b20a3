"""Stock: movements and the counters beside them."""
