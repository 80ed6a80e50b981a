#!/usr/bin/env bash
# Measures the viewer on a file: latencies in the browser, against h5py and numpy, and twenty clients at once. Needs eng/setup.sh.
# usage: eng/measure-viewer.sh FILE [latency|h5py|clients|preview [option of view ...]]
set -euo pipefail

root=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${root%/eng/*}
# shellcheck source=eng/lib.sh
source "$root/eng/lib.sh"
(($# >= 1)) || { say "usage: eng/measure-viewer.sh FILE [latency|h5py|clients|preview [option of view ...]]"; exit 2; }

ensure_home "$root"
dotnet=$(find_dotnet)
program=$root/artifacts/bin/Suffice.Benchmarks/release/Suffice.Benchmarks.dll
[[ -f $program ]] || "$dotnet" build "$root/bench/Suffice.Benchmarks" -c Release --nologo -v quiet >&2
SUFFICE=$root/suffice exec "$dotnet" "$program" viewer "$@"
