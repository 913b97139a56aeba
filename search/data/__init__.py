"""Data of the search package, and the programs that make it."""
