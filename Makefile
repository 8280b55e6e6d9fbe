# The two commands: `make run` and `make test`. Needs Python 3.11 or newer with venv, git and make.

PYTHON ?= python3
PORT ?= 8000
VAR ?= var
POSTS ?= 100000
WORKERS ?= 2
SETS ?=
SCORERS ?=
SCORER_PYTHON ?= $(BIN)/python

VENV := .venv
BIN := $(VENV)/bin
FLASK := $(BIN)/flask --app wsgi
TRANSLATIONS := community/translations
CATALOGUES := $(wildcard $(TRANSLATIONS)/*/LC_MESSAGES/messages.po)
COMPILED := $(CATALOGUES:.po=.mo)
PIP_INSTALL := $(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes

export PORT
# Written once for all programs below: a relative folder is meant from here.
export VAR := $(abspath $(VAR))

.PHONY: run test test-sqlite test-postgresql check format translations bench bench-data bench-insight bench-search

## Set up what is missing, bring the database up to date, load the sample community, serve.
run: $(VENV)/.installed $(COMPILED)
	@exec $(FLASK) serve --prepare --port $(PORT)

## Everything: unit, journeys and real browser on SQLite, then what touches rows once more on PostgreSQL.
test: $(VENV)/.installed-dev $(COMPILED)
	@echo "Testing on SQLite, with a real browser …"
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup
	@echo "Testing what touches rows on PostgreSQL …"
	@$(BIN)/pytest -n $(WORKERS) --dist loadgroup --database=postgresql

## Format, lint, types, imports, translations.
check: $(VENV)/.installed-dev
	@echo "Checking format …" && $(BIN)/ruff format --check --quiet .
	@echo "Checking lint …" && $(BIN)/ruff check --quiet .
	@echo "Checking types …" && $(BIN)/mypy --strict community config.py wsgi.py
	@echo "Checking imports …" && $(BIN)/lint-imports --no-logo
	@echo "Checking translations …" && $(BIN)/python scripts/check_translations.py

format: $(VENV)/.installed-dev
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

## Bring the catalogues up to what the source says; then translate what is new in messages.po.
translations: $(VENV)/.installed-dev
	@$(BIN)/python scripts/check_translations.py --update
	@$(MAKE) --no-print-directory $(COMPILED)

bench: $(VENV)/.installed-dev
	@$(BIN)/python scripts/bench.py

## Speed of the engines of search at several sizes; with SETS=/a/folder of texts, how well they find too.
bench-search: $(VENV)/.installed-dev
	@$(BIN)/python scripts/bench_search.py $(SETS)

bench-data: $(VENV)/.installed
	@$(BIN)/python scripts/bench_data.py --posts $(POSTS)

## The needs engine against labelled sets, which are not part of the repository: SETS=folder SCORERS=folder.
bench-insight: $(VENV)/.installed-dev
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python scripts/bench_insight.py --sets "$(SETS)" --scorers "$(SCORERS)" \
		--python "$(SCORER_PYTHON)"

%.mo: %.po | $(VENV)/.installed
	@echo "Compiling $< …"
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

$(VENV)/.installed: requirements.lock | $(VENV)/bin/pip
	@echo "Installing the locked packages (about a minute the first time) …"
	@$(PIP_INSTALL) --requirement requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the locked packages for tests and checks …"
	@$(PIP_INSTALL) --requirement requirements-dev.lock
	@touch $@

$(VENV)/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with PYTHON=…"; exit 1; }
	@echo "Making the virtual environment …"
	@$(PYTHON) -m venv $(VENV)
