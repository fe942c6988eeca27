"""What several documents, or several parts of one, tell of the same thing."""
