"""Forecasts that are frozen: what stands in such a file, how it is made, and how it is held against its seal."""
