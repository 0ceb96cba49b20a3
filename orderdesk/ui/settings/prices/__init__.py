"""What is asked for goods: price lists, coupons and the rates of other currencies."""
