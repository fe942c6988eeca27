"""Runs engines over all draws of a case, in one process or in many, with the same bits."""
