# `make demo` and `make test` need python3.11 and make, nothing else. Everything is installed into .venv from locks with
# hashes; a stamp beside each lock's install makes a second run start at once.

PYTHON ?= python3.11
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-options \
        --no-emit-index-url --no-emit-find-links --no-emit-trusted-host
PYTEST := $(BIN)/pytest --config-file=$(CURDIR)/pyproject.toml
SPREAD := -n auto --dist worksteal  # over every core; a file's tests may run in several processes
SOURCES ?=
TESTS ?= tests

.PHONY: help demo test check static style types imports unit fast docs bench soak lexicon-mutants rule-words lock readme changelog clean corpus-diff
.DELETE_ON_ERROR:

help:  ## the targets and what they do
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/make \1	\2/p' $(MAKEFILE_LIST) | expand -t 18

demo: $(VENV)/.installed  ## install, code a shipped note, show the claim with its evidence and findings
	@$(BIN)/tautband demo

test: static unit  ## everything CI runs; pytest's closing line comes last

check: static fast  ## under a minute: style, types, import contracts, the fast tests

static: style types imports

style: $(VENV)/.dev
	$(BIN)/ruff check $(SOURCES)

types: $(VENV)/.dev
	$(BIN)/mypy $(SOURCES)

imports: $(VENV)/.dev
	PYTHONPATH=$(PYTHONPATH) $(BIN)/lint-imports --no-cache

unit: $(VENV)/.dev
	$(PYTEST) $(SPREAD) --durations=15 --durations-min=2 $(TESTS)

fast: $(VENV)/.dev
	$(PYTEST) $(SPREAD) -m "not slow" $(TESTS)

docs: $(VENV)/.dev  ## build the documentation into build/site; a warning fails
	$(BIN)/mkdocs build --strict --quiet

bench: $(VENV)/.dev  ## every published figure, beside its peer or floor in the same run
	$(BIN)/python -m benchmarks

soak: $(VENV)/.dev  ## for nights: properties over thousands of batches, mutants of edits, rule book and rules' words, damaged notes, the compiled wheel
	$(PYTEST) --hypothesis-profile=soak tests/properties
	PYTHONPATH=tests $(BIN)/python -m mutation --sample 300
	PYTHONPATH=tests $(BIN)/python -m notes.hostile --count 10000
	PYTHONPATH=tests $(BIN)/python -m notes.compiled
	PYTHONPATH=tests $(BIN)/python -m notes.rule_words

lexicon-mutants: $(VENV)/.dev  ## take each cue out of the reader's lexicon; an annotated sentence must fail
	PYTHONPATH=tests $(BIN)/python -m notes.lexicon_mutants

rule-words: $(VENV)/.dev  ## take each word out of the lists that the reader's rules hold; some note should read otherwise
	PYTHONPATH=tests $(BIN)/python -m notes.rule_words

lock: $(VENV)/.dev  ## write requirements/*.txt anew after a dependency changed
	$(LOCK) --build-deps-for wheel --build-deps-for editable --output-file requirements/run.txt pyproject.toml
	$(LOCK) --extra audit --extra pdf --output-file requirements/dev.txt pyproject.toml requirements/dev.in
	$(LOCK) --output-file requirements/docs.txt requirements/docs.in

readme: $(VENV)/.dev  ## write the parts of README.md that the program prints, and what the guides show
	PYTHONPATH=tests $(BIN)/python tests/guards/readme.py
	$(BIN)/python -m docs.generate.renewing
	PYTHONPATH=tests $(BIN)/python tests/corpus/page.py

corpus-diff: $(VENV)/.dev  ## show which labelled notes change their outcome against the last commit
	$(BIN)/python tests/corpus/diff.py

changelog: $(VENV)/.dev  ## show what the fragments of changelog.d will say at the next release
	@$(BIN)/towncrier build --draft

clean:  ## remove the environment and what the tools left
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# The environment. Each stamp is newer than the lock it installed.

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { echo "make needs $(PYTHON); set PYTHON=... to one of version 3.11" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) cannot make an environment; on Debian: apt-get install python3.11-venv" >&2; exit 1; }

$(VENV)/.run: requirements/run.txt | $(BIN)/python
	$(PIP) install --require-hashes --requirement requirements/run.txt
	@touch $@

$(VENV)/.installed: pyproject.toml hatch_build.py src/tautband/__init__.py $(VENV)/.run
	$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src/tautband || true  # as every install does: a start without bytecode takes half longer
	@touch $@

$(VENV)/.dev: requirements/dev.txt requirements/docs.txt $(VENV)/.installed
	$(PIP) install --require-hashes --requirement requirements/dev.txt --requirement requirements/docs.txt
	@touch $@
