"""Evidence in the formats of others: pure functions from rows to bytes, found by discovery, complete by test."""
