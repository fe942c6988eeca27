"""What results mean: summaries, drivers, the way from an output back to its inputs, and reference checks."""
