# Every way of working with this repository. `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help run test check bench opinions-report format lock messages

BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYTEST_ARGS ?=

help: ## List what can be made
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: ## Start the site with its demonstration (PORT, HOST, DATABASE_URL are respected)
	@tools/setup base
	@$(BIN)/python tools/serve

test: ## Run the whole suite in parallel, browser journeys included (PYTEST_ARGS="-k vote")
	@tools/setup dev
	@tools/browser
	@$(BIN)/pytest -n auto --dist loadgroup $(PYTEST_ARGS)

check: ## Check style, types, layers, templates, migrations, deployment, translations, dependencies
	@tools/setup dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=site:. $(BIN)/lint-imports
	git ls-files -z 'templates/*.html' | xargs -0 $(BIN)/djade --target-version 5.2 --check
	$(BIN)/djlint --lint --quiet templates
	DJANGO_SETTINGS_MODULE=ciudad_global.settings.test $(MANAGE) makemigrations --check --dry-run
	env SECRET_KEY=$$(head -c 60 /dev/urandom | base64 -w0) VOTE_SECRET=check SIGNING_SECRET=check ALLOWED_HOSTS=example.org \
		DJANGO_SETTINGS_MODULE=ciudad_global.settings.production $(MANAGE) check --deploy --fail-level WARNING
	DJANGO_SETTINGS_MODULE=ciudad_global.settings.test $(MANAGE) translations check
	$(BIN)/deptry .

bench: ## Measure against the limits, in a database made for it (DATABASE_URL chooses the engine)
	@tools/setup dev
	@$(BIN)/python -m benchmarks

opinions-report: ## Print our opinion groups beside those that Pol.is published (needs ../shared/data)
	@tools/setup dev
	@$(BIN)/python -m benchmarks.opinions

format: ## Format Python and templates
	@tools/setup dev
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format .
	git ls-files -z 'templates/*.html' | xargs -0 $(BIN)/djade --target-version 5.2

messages: ## Gather new texts into the English catalogue, to be translated there
	@tools/setup dev
	DJANGO_SETTINGS_MODULE=ciudad_global.settings.test $(MANAGE) translations update

lock: ## Pin and hash requirements/*.in anew (needs uv)
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links requirements/dev.in -o requirements/dev.txt
	uv pip compile --quiet --generate-hashes --universal --python-version 3.11 --no-header --no-annotate \
		--no-emit-index-url --no-emit-find-links requirements/base.in -c requirements/dev.txt -o requirements/base.txt
