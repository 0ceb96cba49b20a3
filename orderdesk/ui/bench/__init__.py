"""What every tab works with: the desk, commands, messages, background work, papers and printers."""
