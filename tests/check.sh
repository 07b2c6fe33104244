#!/bin/sh
# Lint, types and consistency; `./run check` calls it.
set -eu
bin=.venv-dev/bin
data=$(mktemp -d) && mkdir "$data/gate"
trap 'rm -rf "$data"' EXIT
export TIDINGS_DATA="$data" MYPY_CACHE_DIR="${MYPY_CACHE_DIR:-.mypy_cache}"

# Django's commands on a desk whose vault is open: with an invented key, since this folder is gone at the end.
opened='import sys
from tidings.web.vault import opened
opened.open_with(bytes(32))
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)'

step() { printf '── %s\n' "$*"; }

step format;     $bin/ruff format --check --quiet .
step lint;       $bin/ruff check --quiet .
step types;      $bin/mypy
step templates;  git ls-files -co --exclude-standard 'tidings/*/templates/*.html' 'tidings/web/*/templates/*.html' | xargs $bin/djade --target-version 5.2 --check
step migrations; DJANGO_SETTINGS_MODULE=tidings.web.settings $bin/python -c "$opened" makemigrations --check --dry-run
                 DJANGO_SETTINGS_MODULE=tidings.gate.settings $bin/python -m django makemigrations --check --dry-run
step words;      $bin/python tests/translations.py --check
echo "All checks passed."
