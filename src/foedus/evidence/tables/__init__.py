"""Tables set in runs of spaces, tabs or pipes, read into a title, column names and typed cells."""
