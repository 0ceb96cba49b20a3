"""The packing station: a screen of its own for one parcel at a time, read from afar and worked with the reader."""
