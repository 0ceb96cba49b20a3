"""What papers share."""
