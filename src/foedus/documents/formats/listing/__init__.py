"""Lists of articles: records out of JSON and CSV, their columns, and each record as a document."""
