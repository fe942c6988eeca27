"""Models of how an issue is decided. A folder here with a manifest ``ENGINE`` is an engine; nothing is listed."""
