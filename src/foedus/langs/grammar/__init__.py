"""The small shared core that turns a language's tables into matchers over plain text."""
