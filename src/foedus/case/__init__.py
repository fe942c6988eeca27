"""A case: a question, its stakeholders, and where every number comes from."""
