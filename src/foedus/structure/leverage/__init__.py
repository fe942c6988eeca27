"""Leverage: what cutting a tie would cost either side, after both have made the best of it."""
