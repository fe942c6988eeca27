"""Structural engines, pure: flows over territories, owners behind owners, and what cutting a tie would cost. NumPy and SciPy only."""
