# `make run` and `make test` are all a newcomer needs; `make help` (the default) lists the rest.
VENV  ?= .venv
CASE  ?= cases/kazakhstan-2022
BIN   := $(VENV)/bin
STAMP := $(VENV)/.stamp-
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# Bare interpreters in the order of preference; the first that is new enough is taken.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& { echo $$p; break; }; done)
PIP = $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet

export PYTHONUTF8 := 1
export OPENBLAS_NUM_THREADS := 1

.PHONY: help run test report bench soak docs lock clean lint types contract pytest

help: ## show this list
	@echo "foedus: make TARGET"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1\t\2/' | expand -t 12

run: $(STAMP)run ## install, read the shipped case, run it, write its report (last line: its path)
	@$(BIN)/foedus demo --out $(CASE)

report: $(STAMP)run ## write the report of CASE=folder again
	@$(BIN)/foedus report $(CASE)

test: $(STAMP)test lint types contract pytest ## lint, types, import contract, tests (FOEDUS_DATA=dir for data tests)

lint: $(STAMP)test
	$(BIN)/ruff check .

types: $(STAMP)test
	$(BIN)/mypy

contract: $(STAMP)test
	$(BIN)/lint-imports --no-cache

pytest: $(STAMP)test
	@test -n "$(FOEDUS_DATA)" || echo "FOEDUS_DATA is not set: tests that need the data sets are skipped and counted below"
	FOEDUS_DATA="$(FOEDUS_DATA)" $(BIN)/python -m pytest -n 2 -q

bench: $(STAMP)test ## time the whole way and the challenge model; alignment on a public set (FOEDUS_DATA)
	$(BIN)/python benchmarks/whole_way.py
	$(BIN)/python benchmarks/challenge.py
	@if [ -d "$$FOEDUS_DATA/read/align_bleualign" ]; then $(BIN)/python benchmarks/alignment.py; \
	else echo "alignment: set FOEDUS_DATA to measure it on a public set"; fi

soak: $(STAMP)test ## kill every command 200 times at random, compare what the same command leaves then (about 20 minutes)
	$(BIN)/python benchmarks/soak.py --kills 200 --log docs/soak.md

docs: $(STAMP)run ## write the pages of docs/reference that are made from the program
	$(BIN)/python scripts/reference_pages.py

lock: $(STAMP)python ## renew both lock files from pyproject.toml
	$(PIP) install pip-tools
	$(BIN)/python scripts/lock.py

clean: ## delete the environment and everything generated
	rm -rf $(VENV) build dist cases/*/evidence cases/*/runs cases/*/report .mypy_cache .ruff_cache .pytest_cache

# --- the environment: each step runs again only when the file it depends on has changed ---------------

$(STAMP)python:
	@test -n "$(PYTHON)" || { echo "foedus needs Python 3.11 or newer and found none." >&2; \
		echo "  next: install it (Debian, Ubuntu: apt-get install python3 python3-venv python3-pip)," >&2; \
		echo "        or name one: make run PYTHON=/path/to/python3.12" >&2; exit 3; }
	@test -x $(BIN)/python || { \
		echo "Making $(VENV) with $$($(PYTHON) --version)"; \
		if $(PYTHON) -c 'import ensurepip' 2>/dev/null; then $(PYTHON) -m venv $(VENV); \
		elif $(PYTHON) -m pip --version >/dev/null 2>&1 && $(PYTHON) -m venv --without-pip $(VENV) 2>/dev/null; then \
			$(PYTHON) -m pip -qq --disable-pip-version-check --python $(BIN)/python install pip; \
		else rm -rf $(VENV); echo "This Python cannot make virtual environments." >&2; \
			echo "  next: install python3-venv (Debian, Ubuntu: apt-get install python3-venv) and type make again" >&2; \
			exit 3; fi; }
	@touch $@

# setuptools comes from the lock, so building foedus itself needs no further download.
INSTALL_SELF = $(PIP) install --no-index --no-deps --no-build-isolation -e .

$(STAMP)run: $(STAMP)python requirements.lock pyproject.toml setup.py
	@echo "Installing the locked packages (about a minute, once)"
	@$(PIP) install --require-hashes -r requirements.lock
	@$(INSTALL_SELF)
	@touch $@

$(STAMP)test: $(STAMP)run requirements-test.lock
	@echo "Installing the locked test packages"
	@$(PIP) install --require-hashes -r requirements-test.lock
	@touch $@
