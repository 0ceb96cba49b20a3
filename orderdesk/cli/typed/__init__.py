"""What follows for the command line from the types of requests and rows."""
