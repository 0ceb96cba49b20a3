"""The first start: the sample shop, a shop of one's own, or a backup."""
