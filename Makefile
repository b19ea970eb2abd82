PYTHON ?= python3
UV ?= uv
COMPILE = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

.PHONY: help demo serve test bench setup lock

help: ## Show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

demo: ## Install, load the demo data and serve it at http://127.0.0.1:8000/ (PORT= changes that)
	@$(PYTHON) bootstrap.py demo

serve: ## Run the web server and the background worker on what is there
	@$(PYTHON) bootstrap.py serve

test: ## Install, then run the linters and the whole test suite
	@$(PYTHON) bootstrap.py test

bench: ## Print the benchmark table and write build/bench.json
	@$(PYTHON) bootstrap.py bench

setup: ## Install only
	@$(PYTHON) bootstrap.py setup

lock: ## Lock the dependencies of pyproject.toml again, for every Python from 3.11
	$(COMPILE) --output-file requirements.lock
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock
