"""Small named checks of a case. Each module holds the checks of one kind; `foedus.case.check` runs them all."""
