"""Decision rules as data, who can pass and who can block, and the power of each member. NumPy only."""
