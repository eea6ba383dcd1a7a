# Two commands do everything on a machine with Python 3.11 (or newer) and make:
#   make demo    builds .venv and plans a season
#   make test    builds .venv and runs the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test quick check lint types examples coverage mutants eye bench peers schools pictures wheel lock clean

demo: $(VENV)/ready
	$(BIN)/speedfirst plan scenarios/week-100m-gpp.yaml
	@echo; echo "Now the season of 40 weeks; this takes a minute or two."; echo
	mkdir -p plans
	$(BIN)/speedfirst plan scenarios/season-100m.yaml --effort 30 --out plans/season-100m.json

test: $(VENV)/ready-dev
	$(BIN)/python -m pytest -n auto

quick: $(VENV)/ready-dev ## without the tests that take more than a few seconds each
	$(BIN)/python -m pytest -n auto -m "not slow"

check: lint types examples test ## everything that CI asks

lint: $(VENV)/ready-dev
	$(BIN)/ruff check solver tests
	$(BIN)/ruff format --check solver tests

types: $(VENV)/ready-dev
	$(BIN)/mypy --strict solver

examples: $(VENV)/ready
	$(BIN)/speedfirst test constraints/

# which branches of the language, the auditor and the explanations are tested; ten minutes on two cores.
# Left out is what needs another program or plans for long, and sees nothing of them that others do not see
FAR := batch batch_diff batch_index bench bounds_long browser cli_plan clients cluster engines exchange exports eye \
  first_hour html layers nearest peers plots readme school_matrix schools search shipped
coverage: $(VENV)/ready-dev
	rm -f .coverage .coverage.*
	$(BIN)/coverage run -m pytest -n auto $(filter-out $(FAR:%=tests/test_%.py),$(wildcard tests/test_*.py))
	$(BIN)/coverage combine -q
	$(BIN)/python -m tests.covered

mutants: $(VENV)/ready-dev
	$(BIN)/python -m tests.mutants

# what a coach would see in the plans of all scenarios; ARGS="--show season-100m" lists it, with dates
eye: $(VENV)/ready-dev
	$(BIN)/python -m tests.eye $(ARGS)

# the schools of the README, planned anew, and their picture; ten minutes
schools: $(VENV)/ready-dev
	$(BIN)/speedfirst lint scenarios/by-school
	for each in scenarios/by-school/*.yaml; do \
	  $(BIN)/speedfirst plan $$each --effort 10 --workers 2 -q \
	    --out tests/data/schools/$$(basename $$each .yaml).json || exit 1; \
	done
	$(BIN)/python -m tests.school_picture

# the week and the report of the README
pictures: $(VENV)/ready-dev
	$(BIN)/python -m tests.pictures

# every solver there is an adapter for on 500 random rulebooks; five minutes
peers: $(VENV)/ready-peers
	SPEEDFIRST_PEERS=all $(BIN)/python -m pytest tests/test_peers.py tests/test_exchange.py

# how fast and how good, beside other solvers; under half an hour on two cores, two minutes with ARGS=--quick
bench: $(VENV)/ready-peers
	$(BIN)/python -m tests.bench $(ARGS)

wheel: $(VENV)/ready-dev
	$(BIN)/python -m build --wheel --no-isolation

lock: $(VENV)/ready-dev
	$(BIN)/python -m pip install -q uv
	for extra in "" "-dev --extra dev" "-peers --extra dev --extra peers"; do \
	  printf 'hatchling\neditables\n' | $(BIN)/uv pip compile -q --universal --generate-hashes \
	    --no-header --no-annotate --python-version 3.11 $${extra#* } pyproject.toml - \
	    -o requirements$${extra%% *}.lock; \
	done

$(VENV)/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q -r requirements.lock
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/ready-dev: $(VENV)/ready requirements-dev.lock
	$(BIN)/python -m pip install -q -r requirements-dev.lock
	touch $@

# the other solvers of the benchmark; Gecode comes from the system: apt-get install flatzinc
$(VENV)/ready-peers: $(VENV)/ready-dev requirements-peers.lock
	$(BIN)/python -m pip install -q -r requirements-peers.lock
	touch $@

clean:
	rm -rf $(VENV) dist build .pytest_cache .mypy_cache .ruff_cache
