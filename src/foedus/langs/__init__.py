"""One folder per language: knowledge as data, found by discovery."""
