#!/bin/sh
# Loads every format in its real consumer: tests/consumers/run.sh [GRAPH.json...]
# Installs what it needs from PyPI into target/consumers, and Graphviz where it is missing.
set -eu
cd "$(dirname "$0")/../.."
command -v dot >/dev/null || apt-get install -y -qq --no-install-recommends graphviz >/dev/null
venv=target/consumers/venv
[ -x $venv/bin/python ] || python3 -m venv $venv
$venv/bin/python -c 'import networkx, jsonschema, followthemoney, ladybug, pyoxigraph' 2>/dev/null ||
  $venv/bin/pip install -q --disable-pip-version-check networkx jsonschema followthemoney ladybug pyoxigraph
cargo build -q --example convert
exec $venv/bin/python tests/consumers/check.py "$@"
