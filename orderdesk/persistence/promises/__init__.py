"""What promises rest on."""
