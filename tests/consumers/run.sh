#!/bin/sh
# Loads every format in its real consumer: tests/consumers/run.sh [GRAPH.json...]
# Installs what is missing: from Debian, as root; from PyPI, npm and Maven Central into target/consumers.
# CONSUMERS="networkx csv" tries these alone, and installs Java and Node.js only for those that need them.
set -eu
cd "$(dirname "$0")/../.."
wanted() { case " ${CONSUMERS:-$1} " in *" $1 "*) ;; *) false ;; esac; }

missing=
command -v dot >/dev/null || missing="graphviz"
# followthemoney sorts with ICU, whose Python part is compiled on installing.
pkg-config --exists icu-i18n || missing="$missing libicu-dev pkg-config g++ python3-dev"
python3 -c 'import venv, ensurepip' || missing="$missing python3-venv"
{ wanted cytoscape || wanted page; } && { command -v npm >/dev/null || missing="$missing nodejs npm"; }
wanted neo4j && { command -v javac >/dev/null && command -v mvn >/dev/null || missing="$missing default-jdk-headless maven"; }
[ -z "$missing" ] || {
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

here=target/consumers
venv=$here/venv
[ -x $venv/bin/python ] || python3 -m venv $venv
$venv/bin/python -c 'import networkx, jsonschema, followthemoney, ladybug, pyoxigraph, neo4j' 2>/dev/null ||
  $venv/bin/pip install -q --disable-pip-version-check networkx jsonschema followthemoney ladybug pyoxigraph neo4j
! { wanted cytoscape || wanted page; } || [ -d $here/node_modules/jsdom ] ||
  npm install --silent --no-audit --no-fund --no-package-lock --prefix $here cytoscape@3 jsdom@26
if wanted neo4j; then
  pom=tests/consumers/neo4j/pom.xml
  [ $here/classpath -nt $pom ] || mvn -q -B -f $pom dependency:build-classpath -Dmdep.outputFile="$PWD/$here/classpath"
  CLASSPATH=$(cat $here/classpath)
  export CLASSPATH
fi
cargo build -q --locked
exec $venv/bin/python -B tests/consumers/check.py "$@"
