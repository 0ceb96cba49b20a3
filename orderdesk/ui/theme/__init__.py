"""How the window looks: colours, sizes, type, icons and the stylesheet made from them."""
