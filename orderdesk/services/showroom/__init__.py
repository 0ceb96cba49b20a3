"""The showroom: the sample shop, its one order told whole, and a rehearsal shop of any size."""
