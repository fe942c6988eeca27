"""Stances: who wants which outcome or not, in what words, on whose word."""
