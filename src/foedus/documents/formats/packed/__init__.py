"""Archives: what may be unpacked of them, under which names."""
