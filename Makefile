# Two commands do everything on a machine with Python 3.11 and make: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
QUICK := tests -m "not slow" -n 2 --dist loadfile

.PHONY: help setup demo test quick coverage bubblewrap postgresql chromium lint release verify tamper bench lock clean
help:            ## list the commands
	@sed -n 's/^\([a-z]*\): .*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

setup: $(READY)  ## install the locked environment into .venv

demo: $(READY) bubblewrap ## build the release, grade a sample class, show its table
	$(BIN)/initcourse demo

test: $(READY) bubblewrap postgresql chromium lint ## run every test, and every source notebook
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

quick: $(READY) bubblewrap lint ## run the tests that are not marked slow, in less than two minutes on two cores
	$(BIN)/python -m pytest $(QUICK)

coverage: $(READY) bubblewrap ## print which lines and branches of the package the quick tests miss
	$(BIN)/python -m pytest $(QUICK) -q --cov --cov-report=term-missing:skip-covered

bubblewrap:      ## install the program that builds the sandbox for student code, where it is missing
	@command -v bwrap >/dev/null || { apt-get update && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends bubblewrap; } >/dev/null 2>&1 || \
	echo "bubblewrap is missing and nothing will be graded: install it with 'apt-get install bubblewrap' as root"

# RUNLEVEL=1: the package's own server is not started; the test starts one for itself.
postgresql:      ## install the database server that a test starts, where it is missing
	@ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { apt-get update && RUNLEVEL=1 \
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends postgresql; } >/dev/null 2>&1 || \
	echo "PostgreSQL is missing and its test will be skipped: install it with 'apt-get install postgresql' as root"

chromium:        ## install the browser that a test opens a notebook in, where it is missing
	@command -v chromium >/dev/null || command -v google-chrome >/dev/null || { apt-get update && \
	DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >/dev/null 2>&1 || \
	echo "chromium is missing and its tests will be skipped: install it with 'apt-get install chromium' as root"

lint: $(READY)   ## check style, types, the order of the rooms and spelling
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/codespell
	$(BIN)/mypy
	$(BIN)/lint-imports

release: $(READY) ## rebuild release/ from source/
	$(BIN)/initcourse release

verify: $(READY) bubblewrap ## prove solutions, blank releases and that nothing leaks
	$(BIN)/initcourse verify

tamper: $(READY) bubblewrap ## grade hostile hand-ins here and with plain nbgrader, write docs/tamper.md
	$(BIN)/python -m tests.tamper

bench: $(READY) bubblewrap ## measure against plain nbgrader, write docs/performance.md
	$(BIN)/python -m benchmarks --output docs/performance.md

lock: $(READY)   ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --no-emit-index-url --no-header pyproject.toml -o requirements.lock

clean:           ## remove the environment
	rm -rf $(VENV)

# Compiling the bytecode at once makes every later start of a process three times as fast.
$(READY): pyproject.toml requirements.lock
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "$$(grep -o '^uv==[0-9.]*' requirements.lock)"
	$(BIN)/uv pip install --quiet --python $(BIN)/python --compile-bytecode -r requirements.lock
	$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	touch $@
