"""A predictive distribution over the outcome of an issue, from the models and the record."""
