"""The steps, one module each; a step never imports today's tables, so that it stays what it was."""
