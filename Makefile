# Every command of the project. `make serve` and `make test` set up what they need by themselves.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.ONESHELL:
.SUFFIXES:
MAKEFLAGS += --no-builtin-rules --warn-undefined-variables
.DEFAULT_GOAL := help

PYTHON ?= python3
HOST ?=
PORT ?=
ARGS ?=
UPGRADE ?=

VENV := .venv
LOCKS := service/requirements
PIP_INSTALL = -m pip install --quiet --disable-pip-version-check --no-build-isolation
FORAMEN := $(VENV)/bin/foramen
PYTEST := $(VENV)/bin/python -m pytest
# Several processes beside one another, a file of tests in each; what measures stays alone.
BESIDE := --numprocesses auto --maxprocesses 4 --dist loadfile
# A choice of tests by ARGS may leave a run empty, which pytest ends with 5.
RUN := run() { "$$@" || { code=$$?; [ "$$code" = 5 ] || exit "$$code"; }; }

# A virtual environment whose Python is gone (an upgraded system, a copied checkout) is made anew.
ifneq ($(shell $(VENV)/bin/python -c 'import sys, pathlib; print(pathlib.Path("$(VENV)").resolve() == pathlib.Path(sys.prefix).resolve())' 2>/dev/null),True)
$(shell rm -rf $(VENV))
endif

##@ Use it

.PHONY: serve
serve: $(VENV)/.serve ## Answer on http://127.0.0.1:8000 (PORT=8001 HOST=0.0.0.0 to change)
	@$(FORAMEN) build --if-stale
	exec $(FORAMEN) serve $(if $(HOST),--host '$(HOST)') $(if $(PORT),--port '$(PORT)')

.PHONY: build
build: $(VENV)/.serve ## Make the dataset from the tables (into build/)
	@$(FORAMEN) build

.PHONY: check
check: $(VENV)/.test ## Shapes, reasoner, identifiers, traceability
	@$(FORAMEN) build --if-stale
	$(FORAMEN) check

.PHONY: bench
bench: $(VENV)/.serve ## Measure beside other engines and servers (ARGS='--quick' for a trial)
	@$(FORAMEN) build --if-stale
	$(VENV)/bin/python -m benchmarks $(ARGS)

##@ Change it

.PHONY: test
test: $(VENV)/.test $(VENV)/.terminologies $(VENV)/.node ## Run the tests (ARGS='-k anatomy' to choose)
	@$(FORAMEN) build --if-stale
	$(RUN)
	run $(PYTEST) $(BESIDE) -m 'not packaging and not alone' $(ARGS)
	run $(PYTEST) -m 'not packaging and alone' $(ARGS)

.PHONY: frontend
frontend: $(VENV)/.node ## Bundle scripts and styles into the package (after a change in frontend/)
	@cd frontend && PATH="$(abspath $(VENV))/bin:$$PATH" npm run --silent build

.PHONY: browser
browser: ## Install Chromium for the tests that drive the pages (as root, on Debian)
	@command -v chromium > /dev/null || command -v chromium-browser > /dev/null || {
	  if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
	    echo 'Installing Chromium (once) ...'
	    apt-get update -qq
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
	      chromium fonts-dejavu-core fonts-liberation > /dev/null
	  else
	    echo 'The tests of the pages need Chromium:  sudo apt install chromium' >&2; exit 1
	  fi
	}

.PHONY: pictures
pictures: $(VENV)/.test browser ## Take the pictures of the README anew
	@$(FORAMEN) build --if-stale
	PYTHONPATH=service:tests/support $(VENV)/bin/python docs/take_pictures.py build

.PHONY: ready
ready: $(VENV)/.dev $(VENV)/.terminologies $(VENV)/.node $(VENV)-lowest/.test ## Install what all checks need, once
	@$(FORAMEN) build --if-stale

.PHONY: lint
lint: $(VENV)/.dev ## Style and form of the code
	@$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .

.PHONY: types
types: $(VENV)/.dev ## Types of the package
	@$(VENV)/bin/mypy

.PHONY: format
format: $(VENV)/.dev ## Put code and tables into canonical form
	@$(VENV)/bin/ruff check --fix-only .
	$(VENV)/bin/ruff format .
	$(FORAMEN) format

.PHONY: test-wheel
test-wheel: $(VENV)/.test ## Build the wheel and try it where the checkout is out of reach
	@$(PYTEST) -m packaging tests/packaging $(ARGS)

# What depends on versions: the parts alone, the protocol, shapes and reasoner. What the others
# hold is in the tables, whatever the version of a library.
LOWEST := tests/unit tests/shapes tests/ontology/test_checks.py tests/ontology/test_reasoning.py \
  tests/http/test_protocol.py tests/http/test_negotiation.py tests/http/test_front.py

.PHONY: test-lowest
test-lowest: $(VENV)-lowest/.test ## Run the tests of what depends on versions on the lowest ones
	@$(VENV)-lowest/bin/foramen build --if-stale
	$(VENV)-lowest/bin/python -m pytest -p no:cacheprovider $(BESIDE) \
	  -m 'not packaging and not slow and not interop and not browser and not alone' $(LOWEST) $(ARGS)

.PHONY: lock
lock: $(VENV)/.dev ## Renew the lock files from pyproject.toml (UPGRADE=1 for newest versions)
	@export UV_NO_CONFIG=1
	compile() {
	  local output="$(LOCKS)/$$1.txt"; shift
	  echo "$$output"
	  $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
	    --output-file "$$output" "$$@"
	}
	same=(--constraint $(LOCKS)/dev.txt)
	compile dev pyproject.toml --extra check --extra mcp --group dev $(if $(UPGRADE),--upgrade)
	compile test pyproject.toml --extra check --extra mcp --group test "$${same[@]}"
	compile serve pyproject.toml --extra build --extra mcp --group checkout "$${same[@]}"
	compile runtime pyproject.toml "$${same[@]}"
	compile setup --group checkout "$${same[@]}"
	compile lowest pyproject.toml --extra check --group test-core --resolution lowest-direct

.PHONY: clean
clean: ## Remove everything that was built or installed here
	@rm -rf $(VENV) $(VENV)-lowest frontend/node_modules .build-bench benchmarks/results build dist .mypy_cache .pytest_cache .ruff_cache
	find benchmarks service tests -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^##@/ { printf "\n%s\n", substr($$0, 5) } \
	  /^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

# -- set-up ------------------------------------------------------------------------------------
# One stamp per set of packages: an unchanged lock file installs nothing.

%/bin/python:
	@command -v '$(PYTHON)' > /dev/null || {
	  echo "Foramen needs Python 3.11 or newer, and '$(PYTHON)' is not on this machine." >&2; exit 1; }
	'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
	  echo "Foramen needs Python 3.11 or newer; '$(PYTHON)' is $$('$(PYTHON)' -V)." \
	    "Name a newer one: make $(or $(MAKECMDGOALS),serve) PYTHON=python3.12" >&2; exit 1; }
	if ! '$(PYTHON)' -c 'import ensurepip, venv' 2> /dev/null; then
	  package=$$('$(PYTHON)' -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
	  if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then
	    echo "Installing $$package (Debian ships Python without it) ..."
	    apt-get update -qq
	    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$$package" > /dev/null
	  else
	    echo "Python cannot make virtual environments here yet. Type this, then 'make" \
	      "$(or $(MAKECMDGOALS),serve)' again:  sudo apt install $$package" >&2
	    exit 1
	  fi
	fi
	echo "Making the virtual environment $* ..."
	rm -rf '$*'
	'$(PYTHON)' -m venv '$*'

# The builders come first and by themselves: a package that PyPI has as source only (owlready2)
# and the project are then built with them, and nothing is fetched that no lock file names.
%/.setup: $(LOCKS)/setup.txt | %/bin/python
	@'$*/bin/python' $(PIP_INSTALL) --require-hashes --requirement $<
	touch '$@'

$(VENV)/.serve: $(LOCKS)/serve.txt pyproject.toml service/build_hook.py $(VENV)/.setup
	@echo 'Installing what the service needs (once) ...'
	$(VENV)/bin/python $(PIP_INSTALL) --require-hashes --requirement $<
	$(VENV)/bin/python $(PIP_INSTALL) --no-deps --editable .
	touch $@

$(VENV)/.test: $(LOCKS)/test.txt $(VENV)/.serve
	@echo 'Installing what the tests need (once): pytest, the reasoner and a Java for it ...'
	$(VENV)/bin/python $(PIP_INSTALL) --require-hashes --requirement $<
	touch $@

# Data alone, to be read as files: kept apart from what Python imports, and nothing it asks for comes.
$(VENV)/.terminologies: $(LOCKS)/terminologies.txt $(VENV)/.setup
	@echo 'Fetching the terminologies that the codes of the mappings are checked against (once) ...'
	rm -rf $(VENV)/terminologies
	$(VENV)/bin/python $(PIP_INSTALL) --no-deps --no-compile --require-hashes --target $(VENV)/terminologies --requirement $<
	touch $@

# Node comes as a Python package, so that it too has a locked version; what it installs stays here.
$(VENV)/.node: frontend/package-lock.json $(VENV)/.test
	@echo 'Installing what bundles and checks the pages (once) ...'
	(cd frontend && PATH="$(abspath $(VENV))/bin:$$PATH" npm ci --silent)
	touch $@

$(VENV)/.dev: $(LOCKS)/dev.txt $(VENV)/.test
	@echo 'Installing the tools that check and format code (once) ...'
	$(VENV)/bin/python $(PIP_INSTALL) --require-hashes --requirement $<
	touch $@

$(VENV)-lowest/.test: $(LOCKS)/lowest.txt pyproject.toml service/build_hook.py $(VENV)-lowest/.setup
	@echo 'Installing the lowest versions that the project allows (once) ...'
	$(VENV)-lowest/bin/python $(PIP_INSTALL) --require-hashes --requirement $<
	$(VENV)-lowest/bin/python $(PIP_INSTALL) --no-deps --editable .
	touch $@

.PRECIOUS: %/bin/python %/.setup
