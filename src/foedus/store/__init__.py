"""What touches the disk: case folders, the SQLite file of evidence, runs."""
