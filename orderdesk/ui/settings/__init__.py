"""The settings: the shop for everyone, printers and looks for this PC, backup, proof and what the program is."""
