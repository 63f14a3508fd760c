# Dateline: `make run` to try it, `make test` to prove it. `make help` lists the rest.

PYTHON ?= python3
PORT ?= 8000
DATA ?= .data
SHARED ?= ../shared
MODES ?= plain,bm25,dense,hybrid,quick,ranked
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
SOURCES := corpus index qa eval api tests
QUICK := not slow and not shared and not browser
# Each with its own models and fixtures: four are as many as a usual machine's memory holds, and on two cores already a
# sixth quicker than two, since tests wait for processes, disks and clocks a third of their time.
WORKERS := -n 4 --dist worksteal
# The quick tests make thousands of stores, each written through to the disk: in memory, where there is enough of it.
ROOMY = $(shell [ "$$(df --output=avail /dev/shm 2>/dev/null | tail -n 1)" -gt 2000000 ] 2>/dev/null && echo TMPDIR=/dev/shm)

# Where nothing compiled may be written down, every worker would rewrite each test's assertions anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run check test serve bench eval gate fmt static apart quick

help: ## Show this help
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-7s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  PORT=8000, DATA=.data and SHARED=../shared can be set on the command line."

# The lock pins versions, not hashes: the CPU build of torch is another file in another registry.
$(INSTALLED): pyproject.toml requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable '.[dev]'
	@touch $@

run: $(INSTALLED) ## Set up, take the bundled sample in, answer the example question over HTTP, keep serving
	$(BIN)/dateline demo --data $(DATA) --port $(PORT)

serve: $(INSTALLED) ## Serve the data folder at http://127.0.0.1:8000
	$(BIN)/dateline serve --data $(DATA) --port $(PORT)

static: $(INSTALLED)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports

# What the linters say comes in one piece, between the tests' own lines.
apart:
	@told=$$(mktemp); $(MAKE) --no-print-directory static >$$told 2>&1; found=$$?; cat $$told; rm -f $$told; exit $$found

# With several workers on a core, threads of torch would wait for each other, awake.
quick: $(INSTALLED)
	$(ROOMY) OMP_NUM_THREADS=1 $(BIN)/pytest -m "$(QUICK)" $(WORKERS) --hypothesis-profile=quick

check: $(INSTALLED) ## Linters, types and layers beside the quick tests
	@$(MAKE) --no-print-directory --jobs=2 apart quick

test: static ## Everything, with the real model, the browser, and the shared releases where they are
	$(BIN)/pytest -m "$(QUICK)" $(WORKERS)
	DATELINE_SHARED=$(abspath $(SHARED)) $(BIN)/pytest -m "not ($(QUICK))"
	@$(MAKE) --no-print-directory gate

gate: $(INSTALLED) ## Hold retrieval on the bundled sample against its floors
	$(BIN)/dateline eval eval/sample_gold.jsonl --corpus corpus/sample --gate eval/sample_floors.json

eval: $(INSTALLED) ## Score retrieval beside the plain rival: the sample, and the shared sets where they are
	@mkdir -p reports
	$(BIN)/dateline eval eval/sample_gold.jsonl --corpus corpus/sample --modes $(MODES) \
	  --json reports/sample.json --html reports/sample.html
	@for set in newswire senate justice; do \
	  if [ -d $(SHARED)/data/$$set ]; then \
	    $(BIN)/dateline eval $(SHARED)/data/gold/$$set.jsonl --corpus $(SHARED)/data/$$set --modes $(MODES) \
	      --json reports/$$set.json --html reports/$$set.html || exit 1; \
	  else echo "$$set: not here, left out"; fi; done
	@if [ -d $(SHARED)/data/beir/scifact ]; then \
	  $(BIN)/dateline eval --beir $(SHARED)/data/beir/scifact --json reports/scifact.json --html reports/scifact.html; \
	  else echo "scifact: not here, left out"; fi
	@echo "reports/*.html are for reading, reports/*.json for \`dateline eval compare\`"

bench: $(INSTALLED) ## Speed and memory beside their goals, on the shared releases where they are; SIZE=10000
	@mkdir -p reports
	$(BIN)/dateline bench $(if $(wildcard $(SHARED)/data/newswire),$(addprefix $(SHARED)/data/,newswire senate) \
	  --gold $(SHARED)/data/gold/newswire.jsonl --gold $(SHARED)/data/gold/senate.jsonl) \
	  --size $(or $(SIZE),10000) --json reports/bench.json

fmt: $(INSTALLED) ## Format the code and mend what the linter can
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)
