"""Pure types that engines see: inputs, parameters, results. NumPy only."""
