"""The steps from documents to report, each a function of hashes, rerun only where something changed."""
