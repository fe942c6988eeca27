"""The command line, thin: parse, call the pipeline, print."""
