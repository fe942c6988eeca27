"""What was read: rows, each with the exact span that states it."""
