"""What things cost: lists, coupons, discounts, taxes and delivery."""
