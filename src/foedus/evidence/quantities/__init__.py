"""What a quantity is about and when it holds."""
