"""The grid in which the lines of a document are written."""
