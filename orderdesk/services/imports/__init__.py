"""What becomes of the records of a file: compared with what is here, then written as one batch."""
