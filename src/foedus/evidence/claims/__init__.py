"""Attributed statements: who says what, in which words, and what the words make of the matter."""
