"""One module per format; see `foedus.export.registry` for what each offers."""
