"""The packing station: one parcel at a time, worked with the reader alone."""
