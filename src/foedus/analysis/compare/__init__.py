"""What changed between two runs: evidence, inputs, outputs."""
