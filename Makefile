# Two commands are enough: `make run` serves the dashboard, `make test` proves it.
PYTHON ?= python3
BIN := .venv/bin
RUN_READY := .venv/.run-ready
TEST_READY := .venv/.test-ready

.PHONY: run env test test-env lint bench screenshots samples soak

run: $(RUN_READY)
	@$(BIN)/python dashboard.py serve

env: $(RUN_READY)

# uv installs the set in seconds; where it cannot be had, pip does the same in a minute or two.
$(RUN_READY): requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "需要 Python 3.11 或更新版本，例如：make run PYTHON=python3.11" >&2; \
		echo "Python 3.11 or newer is needed, for example: make run PYTHON=python3.11" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check "$$(grep '^uv==' requirements-dev.txt)" || true
	@$(BIN)/python -m uv pip install -q --python $(BIN)/python -r requirements.txt \
		|| $(BIN)/python -m pip install -q --disable-pip-version-check -r requirements.txt
	@touch $@

$(TEST_READY): $(RUN_READY) requirements-dev.txt
	@$(BIN)/python -m uv pip install -q --python $(BIN)/python -r requirements-dev.txt \
		|| $(BIN)/python -m pip install -q --disable-pip-version-check -r requirements-dev.txt
	@touch $@

# Chromium and a Chinese font for the browser tests: installed where they are missing and the user may.
test-env: $(TEST_READY)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
		|| sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium' \
		|| echo "no Chromium and no right to install it: the browser tests will say so" >&2
	@fc-list :lang=zh 2>/dev/null | grep -q . \
		|| sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq fonts-noto-cjk fontconfig' \
		|| echo "no Chinese font and no right to install one" >&2

lint: $(TEST_READY)
	@$(BIN)/ruff check .
	@$(BIN)/mypy .

test: test-env lint
	@$(BIN)/python -m pytest

# The fault tests in full: 200 kills, a full disk, locks, races, random orders. `make test` runs the same in short.
soak: test-env
	@WULI_SOAK=1 $(BIN)/python -m pytest -s tests/faults

bench: test-env
	@$(BIN)/python bench/run.py

screenshots: test-env
	@$(BIN)/python docs/make_screenshots.py

# Writes the sample workbooks anew; the generator is seeded, so the same come out.
samples: $(RUN_READY)
	@$(BIN)/python -m samples
