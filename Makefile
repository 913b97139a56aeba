# make serve: the site over the sample archive. make test: everything.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Install a Debian package; without root, say which one is needed.
install = if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq $(1); \
	else echo "Needed: sudo apt-get install $(1)" >&2; exit 1; fi

.PHONY: serve test lint types unit browser messages clean

serve: $(READY)
	$(BIN)/communiques serve

test: lint types unit

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

unit: $(READY) browser
	$(BIN)/pytest -n 2

# Debian's Chromium drives the browser test.
browser:
	@command -v chromium >/dev/null || { $(call install,chromium); }

# Bring the English catalogue up to date with the French messages; then translate what is empty.
messages: $(READY)
	@mkdir -p build
	$(BIN)/pybabel -q extract --no-wrap --sort-by-file --add-location=file \
		-F web/translations/babel.cfg -o build/messages.pot web
	$(BIN)/pybabel -q update --no-wrap --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date -i build/messages.pot -d web/translations -l en

$(READY): pyproject.toml
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(call install,python3-venv); }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) var build *.egg-info
