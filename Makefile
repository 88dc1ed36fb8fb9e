# Services App: `make run` and `make test` do all the set-up on a fresh machine.
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test lint types words check bench audit clean

help: ## List what make can do
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.venv/run: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed.")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --group dev
	@touch $@

.venv/words: .venv/run $(wildcard translations/*/LC_MESSAGES/*.po)
	$(BIN)/pybabel --quiet compile --directory translations --domain 'messages console'
	@touch $@

run: .venv/words ## Start the demonstration on http://127.0.0.1:8000 (HOST, PORT, WORKERS)
	$(BIN)/gunicorn --config python:services_app.serving --bind $(HOST):$(PORT) --workers $(WORKERS) wsgi:app

test: .venv/test .venv/words lint types words browser ## Lint, types, words and every test
	$(BIN)/python -m pytest -n 2 --dist worksteal

lint: .venv/test ## Check the style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/test ## Check the types of the code
	$(BIN)/mypy

words: .venv/test .venv/words ## Check the catalogues of all languages
	$(BIN)/python -m tools.words check

check: .venv/words ## List faults of the content; fails on an error
	@$(BIN)/flask --app wsgi init
	$(BIN)/flask --app wsgi check

.PHONY: browser
browser: .venv/test # Chromium for the tests in a browser; without one they are skipped loudly
	@command -v chromium chromium-browser google-chrome >/dev/null 2>&1 || $(BIN)/python -m tools.chromium

bench: .venv/test .venv/words ## The performance table: ratios, side by side in one run
	$(BIN)/python -m tools.bench

audit: .venv/test .venv/words browser ## HTML checker and axe over every kind of page
	$(BIN)/python -m tools.audit

clean: ## Remove what was made here, with the database of the demonstration
	rm -rf .venv instance build
