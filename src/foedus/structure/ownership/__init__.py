"""Ownership: who stands at the end of a chain of investors."""
