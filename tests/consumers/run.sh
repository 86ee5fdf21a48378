#!/bin/sh
# Loads every format in its real consumer: tests/consumers/run.sh [GRAPH.json...]
# Installs what it needs from PyPI into target/consumers, and from Debian, as root, what is missing.
set -eu
cd "$(dirname "$0")/../.."
# followthemoney sorts with ICU, whose Python part is compiled on installing.
command -v dot >/dev/null && pkg-config --exists icu-i18n && python3 -c 'import venv, ensurepip' || {
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends graphviz libicu-dev pkg-config g++ python3-dev python3-venv >/dev/null
}
venv=target/consumers/venv
[ -x $venv/bin/python ] || python3 -m venv $venv
$venv/bin/python -c 'import networkx, jsonschema, followthemoney, ladybug, pyoxigraph' 2>/dev/null ||
  $venv/bin/pip install -q --disable-pip-version-check networkx jsonschema followthemoney ladybug pyoxigraph
cargo build -q --locked
exec $venv/bin/python tests/consumers/check.py "$@"
