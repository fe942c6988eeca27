"""Formats of tables, one module each, found by discovery (`foedus.problems.registry`)."""
