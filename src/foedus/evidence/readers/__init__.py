"""Readers of one document. Each module offers NAME, VERSION, TABLE and ``read(document)``; discovery finds it."""
