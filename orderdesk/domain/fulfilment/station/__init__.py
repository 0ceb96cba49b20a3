"""The packing station: what a scan means for the parcel on the table."""
