#!/bin/bash
# How often claims of sufficiency are wrong, over random reductions of scans whose rates are known: eng/honesty.sh [CASES] [LOG].
# The tests run a few such cases; the figures in docs/sufficiency.md come from this.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# Cases of many kinds follow one another in one process; let its heap not grow with all of them.
export DOTNET_GCHeapHardLimit=0x100000000
export SUFFICE_HONESTY_CASES=${1:-300}
SUFFICE_HONESTY_LOG=$(realpath -m "${2:-artifacts/honesty.txt}")
export SUFFICE_HONESTY_LOG
mkdir -p "$(dirname "$SUFFICE_HONESTY_LOG")"
rm -f "$SUFFICE_HONESTY_LOG"
dotnet build tests/Suffice.Tests -c Release --nologo -v quiet
dotnet test --project tests/Suffice.Tests -c Release --no-build --no-ansi --no-progress --filter-class '*HonestyTests*'
tail -1 "$SUFFICE_HONESTY_LOG"
