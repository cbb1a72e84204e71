# The commands of the project. `make help` lists them.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
INSTALL := $(VENV)/bin/uv pip install --quiet --require-hashes
CLIENTS := $(patsubst requirements/client-%.in,$(VENV)/clients/%,$(wildcard requirements/client-*.in))
export DBT_PROFILES_DIR := .
# Images of containers set it, and then every process of a test would compile dbt anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help FORCE setup build nightly check add review second curation exports site test test-faults test-spark mutate nation bench lint linters lock docs clean

help:  ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

build: warehouse.duckdb  ## set up, build, check and publish warehouse.duckdb, if a file has changed; FORCE=1 always
	@$(RUN) -m kewei status

# What the published file depends on. Folders count as well, because a file that is gone changes only its folder. find and not
# make compares the times, because a name in seeds/ may hold a blank or a dollar.
SOURCES := seeds models macros snapshots tests/*.sql tests/*.yml tests/generic tests/evidence kewei/*.py \
	expectations/*.py expectations/bounds.csv dbt_project.yml profiles.yml requirements/build.txt $(or $(DOCUMENTS_DIR),$(wildcard documents ../shared/documents))
CHANGED := $(shell find -L $(SOURCES) ! -name '.*' -newer warehouse.duckdb -print -quit 2>&1)

warehouse.duckdb: $(if $(FORCE)$(CHANGED),FORCE) | $(VENV)/.build
	@$(RUN) -m kewei build

FORCE:

setup: $(VENV)/.check  ## only install what the nightly run needs

nightly: $(VENV)/.check  ## what a schedule runs: make build with pages of the gates, alert, one last line
	@$(RUN) -m kewei nightly

check: $(VENV)/.check  ## judge CSVs and published marts by their distributions; pages in target/data_docs
	@$(RUN) -m expectations

exports: warehouse.duckdb  ## write every mart to exports/ as Parquet, CSV, Excel and SDMX, with descriptions; OUT=folder
	@$(RUN) -m kewei exports $(if $(OUT),--out '$(OUT)')

# The name of a file may hold anything; a shell takes it from its environment as it is.
add: $(VENV)/.curate  ## put the text of a new document where the texts are, and proposals for it into inbox/; FILE=path
	@$(RUN) -m kewei add -- "$$FILE"

review: $(VENV)/.curate  ## review a document of inbox/ on a page of this machine, and write its rows; DOCUMENT=id, or none for the list
	@$(RUN) -m kewei review $(if $(DOCUMENT),-- "$$DOCUMENT")

second: $(VENV)/.curate  ## read a document of inbox/ a second time, blind; DOCUMENT=id
	@$(RUN) -m kewei second $(if $(DOCUMENT),-- "$$DOCUMENT")

curation: $(VENV)/.curate  ## measure the proposals against the curated rows and write docs/curation.md
	@$(RUN) -m kewei.curate.measure

site: warehouse.duckdb  ## write the pages for readers to site/; DISTRICT=code for one district, OUT=folder
	@$(RUN) -m kewei site $(if $(DISTRICT),--district '$(DISTRICT)') $(if $(OUT),--out '$(OUT)')

# Both suites always run, side by side, each in its environment; a failure of either fails. Spark's output comes last. What they
# build with DuckDB they share in a folder.
test: $(VENV)/.dev $(CLIENTS) $(VENV)/exports/.installed  ## set up and run every test, those on Spark as well
	@export KEWEI_TESTS="$$(mktemp -d)"; trap 'rm -rf "$$KEWEI_TESTS"' EXIT; \
	mkdir -p logs; failed=; $(MAKE) --no-print-directory test-spark >logs/spark.txt 2>&1 & spark=$$!; \
	$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder || failed=1; \
	wait $$spark || failed=1; cat logs/spark.txt; \
	[ -z "$$failed" ]

test-faults: $(VENV)/.dev  ## publishing under kills, full disks and many readers, in full
	@FAULTS=full $(RUN) -m pytest tests/python/test_faults.py -s

# Without Java nothing is installed and nothing is tested, which must not pass unnoticed where it should run.
test-spark:  ## build with Spark as well, and compare every mart with DuckDB's; needs Java 17
	@if command -v java >/dev/null || [ -n "$$JAVA_HOME" ]; then \
		$(MAKE) --no-print-directory $(VENV)/spark/.installed && \
		$(VENV)/spark/bin/python -m pytest tests/spark $(if $(TABLE),--table $(abspath $(TABLE))); \
	elif [ -n "$$CI" ]; then \
		echo "test-spark: CI must run the tests on Spark, but there is no Java."; exit 1; \
	else \
		echo "test-spark: skipped, because there is no Java, which Spark needs."; \
	fi

lint: $(VENV)/.dev  ## check the style of SQL and Python
	@$(RUN) -m sqlfluff lint --processes 2 models snapshots tests
	@$(RUN) -m sqlfluff lint --templater raw analyses
	@$(RUN) -m ruff check kewei expectations tests
	@$(RUN) -m ruff format --check kewei expectations tests

# In environments of their own: both want other versions of what dbt needs.
linters: $(VENV)/.build  ## judge the dbt project with dbt-score, which must give 9, and dbt-bouncer
	@$(VENV)/bin/dbt parse --quiet
	@$(VENV)/bin/uv tool run --quiet --from dbt-score==0.19.0 dbt-score lint --manifest target/manifest.json --fail-project-under 9 --show failing-items
	@$(VENV)/bin/uv tool run --quiet --from dbt-bouncer==4.3.0 dbt-bouncer run --config-file dbt-bouncer.yml

mutate: $(VENV)/.dev  ## put hundreds of mistakes into the CSVs and count how many the checks find
	@$(RUN) tests/mutation --per-class 16 --confirm 6

nation: $(VENV)/.build  ## write a synthetic nation of SCALE=100000 figures with its answers; SEED=n for another
	@$(RUN) -m tests.nation.generate $(if $(SEED),--seed='$(SEED)') -- '$(or $(SCALE),100000)' 'target/nation/$(or $(SCALE),100000)'

bench: $(VENV)/.build  ## time builds and write docs/benchmarks.md; SIZES="10000 100000" AGAINST=folder of an older commit
	@$(RUN) -m tests.nation.benchmark $(if $(SIZES),--sizes $(SIZES)) $(if $(AGAINST),--against '$(AGAINST)')

# A file that begins with `-r other.txt` locks only what the other one lacks. uv keeps the versions that a lock file has; delete the
# file, and those on top of it, for the latest ones.
lock: $(VENV)/.setup  ## lock the packages that requirements/*.in name
	@set -e; cd requirements; for name in setup build check curate dev spark exports $(addprefix client-,$(notdir $(CLIENTS))); do \
		base=$$(sed -n 's/^-r //p' $$name.in); \
		held=$$([ -z "$$base" ] || sed -n 's/^\([a-z0-9._-]\{1,\}\).*==.*/\1/p' $$base $$(sed -n 's/^-r //p' $$base)); \
		../$(VENV)/bin/uv pip compile --quiet --python-version 3.11 --generate-hashes --no-strip-extras --annotation-style line \
			--custom-compile-command 'make lock' $${held:+$$(printf -- '--no-emit-package %s ' $$held)} -o $$name.txt $$name.in; \
		[ -z "$$base" ] || { printf '%s\n' "-r $$base" | cat - $$name.txt >$$name.new; mv $$name.new $$name.txt; }; \
	done

docs: $(VENV)/.build  ## write the dbt docs into one page, target/static_index.html, which `make site` takes along
	@$(RUN) -m kewei docs

clean:  ## delete everything that was built, but not warehouse.duckdb
	@rm -rf target draft/*.duckdb* logs exports site $(VENV) .pytest_cache .ruff_cache

# Set-up is cached: the stamps are older than the locked requirements only when those change.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or later is needed, found " + sys.version)'
	@echo "Creating $(VENV)"
	@$(PYTHON) -m venv $(VENV)

# uv reads UV_INDEX_URL where pip reads its own settings of where packages come from.
$(VENV)/.setup: requirements/setup.txt | $(VENV)/bin/python
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.build: requirements/build.txt $(VENV)/.setup
	@echo "Installing what the build needs"
	@$(INSTALL) --python $(RUN) -r $<
	@touch $@

$(VENV)/.check: requirements/check.txt requirements/build.txt $(VENV)/.setup
	@echo "Installing what the expectations need"
	@$(INSTALL) --python $(RUN) -r $<
	@touch $@ $(VENV)/.build

$(VENV)/.curate: requirements/curate.txt requirements/build.txt $(VENV)/.setup
	@echo "Installing what the workbench needs"
	@$(INSTALL) --python $(RUN) -r $<
	@touch $@ $(VENV)/.build

$(VENV)/.dev: requirements/dev.txt requirements/curate.txt requirements/check.txt requirements/build.txt $(VENV)/.setup
	@echo "Installing what build and tests need"
	@$(INSTALL) --python $(RUN) -r $< -r requirements/curate.txt
	@touch $@ $(VENV)/.build $(VENV)/.check $(VENV)/.curate

# Spark has an environment of its own, because it is large and few need it.
$(VENV)/spark/.installed: requirements/spark.txt requirements/build.txt $(VENV)/.setup
	@echo "Installing Spark"
	@[ -x $(VENV)/spark/bin/python ] || $(VENV)/bin/uv venv --quiet --python $(RUN) $(VENV)/spark
	@$(INSTALL) --python $(VENV)/spark/bin/python -r $<
	@touch $@

# What reads the exports in the tests: other people's libraries, whose requirements are their own affair.
$(VENV)/exports/.installed: requirements/exports.txt $(VENV)/.setup
	@echo "Installing what reads the exports"
	@[ -x $(VENV)/exports/bin/python ] || $(VENV)/bin/uv venv --quiet --python $(RUN) $(VENV)/exports
	@$(INSTALL) --python $(VENV)/exports/bin/python -r $<
	@touch $@

# Older DuckDB clients, which must be able to open the published file.
$(VENV)/clients/%: requirements/client-%.txt $(VENV)/.setup
	@echo "Installing DuckDB $* as a client"
	@$(INSTALL) --python $(RUN) --no-deps --target $@ -r $<
	@touch $@
