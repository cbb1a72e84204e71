# The commands of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
export DBT_PROFILES_DIR := .

.DEFAULT_GOAL := help
.PHONY: help build test lint docs clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: $(VENV)/.build  ## set up, build, check and publish warehouse.duckdb
	@$(RUN) -m kewei build

test: $(VENV)/.dev  ## set up and run every test
	@$(RUN) -m pytest

lint: $(VENV)/.dev  ## check the style of SQL and Python
	@$(RUN) -m sqlfluff lint --processes 2 models tests analyses
	@$(RUN) -m ruff check kewei tests
	@$(RUN) -m ruff format --check kewei tests

docs: $(VENV)/.build  ## write the dbt docs into one page, target/static_index.html
	@$(VENV)/bin/dbt docs generate --static --quiet
	@echo "Open target/static_index.html in a browser."

clean:  ## delete everything that was built, but not warehouse.duckdb
	@rm -rf target logs $(VENV) .pytest_cache .ruff_cache

# Set-up is cached: the stamps are older than the locked requirements only when those change.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed, found " + sys.version)'
	@echo "Creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.build: requirements/build.txt | $(VENV)/bin/python
	@echo "Installing what the build needs"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.dev: requirements/dev.txt | $(VENV)/bin/python
	@echo "Installing what build and tests need"
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ $(VENV)/.build
