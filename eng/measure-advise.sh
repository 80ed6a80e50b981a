#!/bin/bash
# What `advise` predicts against what `pack` and `verify` then do: eng/measure-advise.sh FILE.... Prints Markdown, a row for each
# file and purpose; the machine must be quiet. Packing and verifying are the medians of three runs, or of as many as RUNS says.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec /usr/bin/python3 eng/peers/advise.py "$@"
