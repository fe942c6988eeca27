"""Events: who did what to whom, when and where, as one clause tells it."""
