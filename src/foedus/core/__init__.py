"""What every other package may use and which knows nothing of the domain."""
