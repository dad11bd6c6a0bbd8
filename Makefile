# make book, make test, make lab, make serve, make notebooks, make lock, make clean

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
NODE_READY := node_modules/ready
PYODIDE_READY := .pyodide/ready
PEERS := .venv-crosscheck
PORT := 8000
N := 200
SEED := 0
SITE := _build/html

# One thread and no foreign paths: the same numbers everywhere.
export OPENBLAS_NUM_THREADS := 1
export PYTHONPATH := $(CURDIR)
unexport PYTHONHOME
export PYTHONHASHSEED := 0
export JUPYTER_PLATFORM_DIRS := 1

CHROMIUM := $(shell command -v chromium || command -v chromium-browser || command -v google-chrome)
FIREFOX := $(shell command -v firefox-esr || command -v firefox)
export CHROMIUM FIREFOX
# Where CI is set, a missing browser fails the tests; elsewhere it is said in the last line.
LEFT_OUT = $(if $(CHROMIUM)$(CI),,--ignore=tests/site) $(if $(FIREFOX)$(CI),,--ignore=tests/site/test_firefox.py)

# Files go to two workers in this order: the slow ones first, so that both end at the same time.
SLOW_FIRST := tests/site tests/gates tests/tools tests/book tests/test_*.py tests/live tests/workbook tests/nnlib

CHAPTERS = $(shell $(BIN)/python -m tools.chapters)
BUILD = $(BIN)/jupyter-book build . -W -n --keep-going --quiet

.PHONY: help
help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

.PHONY: book
book: $(READY) $(NODE_READY) $(PYODIDE_READY) ## set up what is missing, build the site
	rm -rf _build
	$(BUILD)
	$(BIN)/python -m tools.lite $(SITE)/lite
	@echo "The book is built. Open $(SITE)/index.html, or run: make serve"

.PHONY: test
test: $(READY) book ## set up what is missing, run every check
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/pytest --quiet -n 2 --dist loadfile --no-loadscope-reorder $(SLOW_FIRST) --nbval $(CHAPTERS) nnlib workbook gates $(LEFT_OUT)
	@test -n "$$FIREFOX" || echo "NOT RUN, for there is no Firefox: the checks of the pages in it (apt-get install firefox-esr)"
	@test -n "$$CHROMIUM" || echo "NOT RUN, for there is no Chromium: the checks of the site in a browser (apt-get install chromium)"

.PHONY: check-book
check-book: book ## run just the checks of the book, for the author's loop
	$(BIN)/python -m gates

.PHONY: lighthouse
lighthouse: chromium book ## Lighthouse's scores of every page, as on a phone: minutes, on a machine that does nothing else
	$(BIN)/node tools/lighthouse.mjs $(SITE)

.PHONY: chromium
chromium:
	@test -n "$(CHROMIUM)" || { echo "Chromium is missing. On Debian: apt-get install chromium" >&2; exit 1; }

.PHONY: pdf
pdf: chromium book ## print the whole book, and link to it from every page
	$(BIN)/python -m tools.pdf $(SITE)
	$(BUILD) --all
	@echo "The book is printed: $(SITE)/book.pdf"

.PHONY: corrupt
corrupt: $(READY) ## flip N digits, one at a time, and see that each is caught
	$(BIN)/python -m tools.corrupt $(N) $(SEED)

.PHONY: crosscheck
crosscheck: $(PEERS)/ready ## compare with PyTorch, JAX and others, in an environment of its own
	$(PEERS)/bin/python -m crosscheck

.PHONY: bench
bench: $(PEERS)/ready ## measure a training step beside the same libraries (some minutes, on a quiet machine)
	$(PEERS)/bin/python -m bench

.PHONY: mutants
mutants: $(READY) ## change nnlib one operator or number at a time: the tests must see it
	$(BIN)/python -m tools.mutants

.PHONY: notebooks
notebooks: $(READY) ## run every chapter again and store its outputs
	$(BIN)/python -m tools.notebooks $(CHAPTERS)

.PHONY: readme
readme: $(READY) ## compute the README's numbers and its picture
	$(BIN)/python -m tools.readme

.PHONY: lab
lab: $(READY) ## open the chapters in JupyterLab
	$(BIN)/jupyter lab --notebook-dir=book

.PHONY: serve
serve: ## show the built site on this machine
	@test -d $(SITE) || { echo "There is no site yet. Run: make book" >&2; exit 1; }
	$(BIN)/python -m http.server $(PORT) --bind 127.0.0.1 --directory $(SITE)

.PHONY: lock
lock: $(READY) ## choose the versions of all packages anew
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--extra test --output-file requirements.txt pyproject.toml
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--output-file crosscheck/requirements.txt crosscheck/requirements.in
	$(BIN)/uv pip compile --quiet --no-deps --python-version 3.14 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--output-file lite/pyodide.txt lite/pyodide.in

.PHONY: clean
clean: ## remove what was built and what was set up
	rm -rf _build $(VENV) $(PEERS) node_modules .pyodide dist .pytest_cache .hypothesis .mypy_cache .ruff_cache

# The stamp is written last, so an interrupted set-up is done again.
$(READY): requirements.txt
	rm -rf $(VENV)
	python="$$(tools/find-python)" && "$$python" -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

# For JupyterLite: what its kernel needs besides Pyodide, and, for the tests, in Pyodide's place.
$(PYODIDE_READY): lite/pyodide.txt $(READY)
	rm -rf .pyodide
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --dest .pyodide --python-version 3.14 \
		--only-binary=:all: --no-deps --require-hashes -r lite/pyodide.txt
	touch $@

# npm and node come with the Python packages.
$(NODE_READY): package-lock.json $(READY)
	PATH="$(CURDIR)/$(BIN):$$PATH" npm ci --silent --no-audit --no-fund --ignore-scripts
	touch $@

# PyTorch itself comes in another build for each machine, so its version is pinned, and the hashes are of what it needs.
$(PEERS)/ready: crosscheck/requirements.txt
	rm -rf $(PEERS)
	python="$$(tools/find-python)" && "$$python" -m venv $(PEERS)
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r crosscheck/requirements.txt
	$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	touch $@
