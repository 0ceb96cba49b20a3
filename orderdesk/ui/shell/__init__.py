"""What stands around every screen: the window, its commands, messages, background work and the scanner."""
