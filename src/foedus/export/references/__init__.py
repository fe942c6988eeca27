"""Lists of references: CSL-JSON as the record, BibTeX, RIS and plain text made from it."""
