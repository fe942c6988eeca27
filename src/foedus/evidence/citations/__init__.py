"""Bibliographic references in notes, reference lists, source lines and in brackets in the text."""
