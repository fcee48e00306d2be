# Two commands do everything on a machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready

.PHONY: help setup demo test lint release verify lock clean
help:            ## list the commands
	@sed -n 's/^\([a-z]*\): .*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(READY)  ## install the locked environment into .venv

demo: $(READY)   ## build the release, grade a sample class, show its table
	$(BIN)/initcourse demo

test: $(READY) lint ## run every test, and every source notebook
	$(BIN)/python -m pytest

lint: $(READY)   ## check the style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

release: $(READY) ## rebuild release/ from source/
	$(BIN)/initcourse release

verify: $(READY) ## prove solutions, blank releases and that nothing leaks
	$(BIN)/initcourse verify

lock: $(READY)   ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --no-emit-index-url --no-header pyproject.toml -o requirements.lock

clean:           ## remove the environment
	rm -rf $(VENV)

# Compiling the bytecode at once makes every later start of a kernel three times as fast.
$(READY): pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep -o '^uv==[0-9.]*' requirements.lock)"
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@
