"""What cannot be, or cannot both be, within one document."""
