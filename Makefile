# Tasks. Each does its own set-up: Python 3.11 or newer with venv, and make, are all that is needed.
PYTHON ?= python3
BIN := .venv/bin
SOURCES := $(shell find summarizer schemas prompts -type d -not -name __pycache__)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: brief test test-ray lint fix gate bench readme words lock install page-check pictures docs

brief: .venv/installed  ## a briefing of the seed article by the embedded model
	$(BIN)/summarizer brief seeds/2025-05-18-sumy-bus.txt

test: .venv/installed  ## linters, types, floors, tests
	$(MAKE) lint
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

test-ray: .venv/installed  ## the tests that start a Ray cluster on this machine
	$(BIN)/python -m pytest -q -m ray tests/ray

lint: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

gate: .venv/installed  ## briefs the golden set with `local` (about 5 minutes) and holds the run against the baseline
	$(BIN)/summarizer eval check
	$(BIN)/summarizer eval run --model local --out build/gate/run.json
	$(BIN)/summarizer eval gate build/gate/run.json --junit build/gate/junit.xml

bench: .venv/installed  ## speed, as ratios against a peer in the same run
	$(BIN)/python -m benchmarks

page-check: .venv/installed tests/browser/node_modules  ## opens the HTML in Chromium; needs node, npm and Chromium
	$(BIN)/python docs/pictures.py
	cd tests/browser && node check.mjs ../../build/pages/*.html

pictures: .venv/installed tests/browser/node_modules  ## the README's pictures
	$(BIN)/python docs/pictures.py
	cd tests/browser && node shoot.mjs ../../build/pages/seed.html ../../docs/images/briefing-light.png light
	cd tests/browser && node shoot.mjs ../../build/pages/seed.html ../../docs/images/briefing-dark.png dark 1280 "#a1-r1-words"

tests/browser/node_modules: tests/browser/package.json
	cd tests/browser && npm install --no-audit --no-fund --no-package-lock && touch node_modules

readme: .venv/installed  ## the README's briefing, as `make brief` prints it
	$(BIN)/summarizer brief seeds/2025-05-18-sumy-bus.txt | $(BIN)/python docs/readme.py

docs: .venv/installed  ## the site, into build/site; fails on a link, an anchor or a name that leads nowhere
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build -q --strict

words: .venv/installed  ## build/words.md: every help page and 60 provoked errors, to be read after words were changed
	$(BIN)/python docs/words.py

lock: .venv/bin/uv  ## pins what pyproject.toml allows
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --all-extras --group dev --group docs pyproject.toml -o requirements.lock

install: .venv/installed

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q uv

# The editable install links every file under build/, with schemas and prompts at their places in the package.
.venv/installed: pyproject.toml requirements.lock $(SOURCES) | .venv/bin/uv
	VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --require-hashes -r requirements.lock
	VIRTUAL_ENV=.venv $(BIN)/uv pip install -q --no-deps -e . --config-settings editable_mode=strict
	touch $@
