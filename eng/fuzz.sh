#!/usr/bin/env bash
# Feeds damaged input to every decoder, encoder and parser, far longer than the short profile among the normal tests does:
#   eng/fuzz.sh [ITERATIONS]                        inputs in all, one million by default
#   eng/fuzz.sh ITERATIONS --target NAME[,NAME...]  so many for each of these targets, such as npy-file, and none for others
# The seed is random unless SUFFICE_FUZZ_SEED gives it: the same seed and number make the same inputs. The last line is
# "1000000 inputs, 0 failures, seed 12345, 183 s".
set -euo pipefail

root=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${root%/eng/*}

iterations=${1:-1000000} targets=${3:-}
seed=${SUFFICE_FUZZ_SEED:-$RANDOM$RANDOM}
if [[ $# -gt 3 || $# -eq 2 || ($# -eq 3 && $2 != --target) || ! $iterations =~ ^[1-9][0-9]*$ || ! $seed =~ ^[0-9]+$ ]]; then
    echo "usage: eng/fuzz.sh [ITERATIONS [--target NAME[,NAME...]]]" >&2
    exit 2
fi

dotnet=dotnet
if [[ -f $root/eng/lib.sh ]]; then
    # shellcheck source=eng/lib.sh
    source "$root/eng/lib.sh"
    ensure_home "$root"
    dotnet=$(find_dotnet)
fi

cd "$root"
"$dotnet" build Suffice.slnx -c Release --disable-build-servers --nologo -v quiet -consoleLoggerParameters:NoSummary </dev/null

journal=$(mktemp -d)
trap 'rm -rf "$journal"' EXIT
export SUFFICE_FUZZ_ITERATIONS=$iterations SUFFICE_FUZZ_TARGETS=$targets SUFFICE_FUZZ_SEED=$seed SUFFICE_FUZZ_JOURNAL=$journal
echo "fuzzing with seed $seed"
# A decoder that believes a forged size runs into this limit of 512 MiB, not into the machine's memory.
export DOTNET_GCHeapHardLimit=0x20000000
start=$SECONDS status=0
"$dotnet" test --project tests/Suffice.Tests -c Release --no-build --no-ansi --no-progress \
    --filter-trait Category=Fuzz </dev/null || status=$?

# A target that crashed the process, or hung, has left the number of its last input behind, and no result.
for running in "$journal"/*.running; do
    [[ -e $running ]] || continue
    target=${running##*/}
    echo "${target%.running} did not end: SUFFICE_FUZZ_SEED=$seed, iteration $((10#$(<"$running")))"
    ((status)) || status=1
done
sum() { cat -- "$journal"/*.done 2>/dev/null | awk -v column="$1" '{ n += $column } END { print n + 0 }'; }
inputs=$(sum 1) failures=$(sum 2)
commas=${targets//[!,]/}
if ((inputs < iterations * (${#commas} + 1))) && ((status == 0)); then
    echo "fewer inputs than asked for"
    status=1
fi
echo "$inputs inputs, $failures failures, seed $seed, $((SECONDS - start)) s"
exit "$status"
