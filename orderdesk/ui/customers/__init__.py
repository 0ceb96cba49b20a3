"""The customers tab: who buys, how they are reached, and what they owe."""
