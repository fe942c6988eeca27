"""Exposure: what of a flow crosses whose territory, and what happens when a way is closed."""
