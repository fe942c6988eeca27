"""Why an outcome comes out as it does, and what would change it."""
