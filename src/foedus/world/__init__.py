"""Reference data on the system of states: who was a state when, how strong, bound to whom; what is not covered is null."""
