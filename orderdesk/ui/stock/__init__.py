"""The inventory tab: what there is, where it lies, what is promised, and how it came and went."""
