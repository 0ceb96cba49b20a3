"""Price lists, coupons, exchange rates, and taxes by destination."""
