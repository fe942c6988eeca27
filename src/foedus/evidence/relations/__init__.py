"""Structural ties between actors: an inventory with types, patterns by language, and what they yield."""
