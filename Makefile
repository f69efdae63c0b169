# The commands of the project; "make help" lists them. Each sets up what it needs and is quick when nothing is missing.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.SUFFIXES:

PYTHON ?=
TRIAL ?=
FOLDER ?= build/demo
ARGS ?=
UPGRADE ?=
export PYTHON UPGRADE

IN_VENV := .venv/bin/python
BENCHMARKS := loading drawing wall durability assessing decoding reformatting trial_window following

.PHONY: help
help: ## list these commands
	@echo "Longaxis: make COMMAND"
	@sed -n 's/^\([a-z-]*\): ## \(.*\)/\1|\2/p' Makefile | while IFS='|' read -r name text; do \
		printf '  make %-8s %s\n' "$$name" "$$text"; done
	@echo "PYTHON=/path/to/python3 chooses the Python of a new .venv; otherwise the newest from 3.11 to 3.13 is taken."

.PHONY: demo
demo: ## make the demonstration trial in FOLDER (build/demo) and open it; without a display: screenshots and tables
	@.ci/set-up run
	@.ci/demo "$(FOLDER)"

.PHONY: run
run: ## open the workstation, on the trial TRIAL=file where given
	@.ci/set-up run
	@$(IN_VENV) main.py $(if $(TRIAL),"$(TRIAL)")

.PHONY: test
test: ## run the whole test suite; ARGS="tests/measurements -k sum" narrows it
	@.ci/set-up test
	@$(IN_VENV) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: lint
lint: ## check style, layout and the floors between the folders
	@.ci/set-up test
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -c 'from importlinter.cli import lint_imports_command; lint_imports_command()' --no-logo

.PHONY: type
type: ## check the types
	@.ci/set-up test
	$(IN_VENV) -m mypy

.PHONY: bench
bench: ## measure loading, decoding, drawing, reformatting, durability and following beside their peers
	@.ci/set-up bench
	@for name in $(BENCHMARKS); do \
		echo "bench: $$name"; $(IN_VENV) -m "benchmarks.$$name" || exit 1; done

.PHONY: pictures
pictures: ## take the pictures of README and guide anew, from the demonstration trial
	@.ci/set-up run
	@$(IN_VENV) main.py demo "$(FOLDER)" --headless
	@$(IN_VENV) -m app.demo.front_page "$(FOLDER)" docs/pictures

.PHONY: words
words: ## gather what the windows say into resources/translations, and compile what is translated
	@.ci/set-up run
	@.ci/words

.PHONY: lock
lock: ## write the lock files from pyproject.toml; UPGRADE=1 takes the newest versions
	@.ci/set-up locking
	@.ci/lock

.PHONY: clean
clean: ## delete .venv, build (with the demonstration trial) and all caches
	rm -rf .venv build .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage
	find app benchmarks measurements reader resources tests viewer -name __pycache__ -type d -prune -exec rm -rf {} +
