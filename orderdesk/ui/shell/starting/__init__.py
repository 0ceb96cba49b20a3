"""Starting: the first window, the opening of a shop, and what happens when the program itself is at fault."""
