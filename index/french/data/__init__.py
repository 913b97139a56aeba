"""Word lists and tables of the French analysis, and the scripts that generate some of them."""
