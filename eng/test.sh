#!/usr/bin/env bash
# Builds everything in Release and runs all tests; further arguments go to dotnet test (--filter-class '*Szip*').
# The last line is "N passed, N failed, N skipped". With CI=true a test that was skipped for want of a tool or a file fails
# the run: there, nothing may be missing.
set -euo pipefail

root=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${root%/eng/*}
# shellcheck source=eng/lib.sh
source "$root/eng/lib.sh"

ensure_home "$root"
dotnet=$(find_dotnet)
"$BASH" "$root/eng/setup.sh"
cd "$root"

mkdir -p artifacts/launch
(
    # Not while a launcher builds or copies. Build servers would outlive the run, and keep the lock.
    flock -x 8
    "$dotnet" build Suffice.slnx -c Release --disable-build-servers --nologo -v quiet -consoleLoggerParameters:NoSummary </dev/null 8>&-
) 8>artifacts/launch/lock

# Not for a part of the tests: they say that they were skipped where it is missing.
(($# > 0)) || "$BASH" "$root/eng/plugin.sh" >/dev/null

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
"$dotnet" test --solution Suffice.slnx -c Release --no-build --no-ansi --no-progress \
    --results-directory artifacts/test-results "$@" </dev/null 2>&1 | tee "$log" || status=$?

# The summary has one line each for total, failed, succeeded and skipped; a run of several solutions would have several.
count() { awk -v name="$1:" '$1 == name && NF == 2 && $2 ~ /^[0-9]+$/ { n += $2 } END { print n + 0 }' "$log"; }
passed=$(count succeeded) failed=$(count failed) skipped=$(count skipped)

if ((passed + failed == 0)); then
    echo "no test ran"
    ((status)) || status=1
fi
if [[ ${CI:-} == true ]] && ((skipped > 0)); then
    # The line after a skipped test's name is the reason. No package brings an instruction set, so that one may be absent.
    reasons=$(awk '/^skipped / { getline; sub(/^ +/, ""); print }' "$log" | sort | uniq -c)
    printf 'skipped, and why:\n%s\n' "$reasons"
    if grep -qv 'this processor has no ' <<<"$reasons"; then
        echo "a test was skipped that must run in CI"
        ((status)) || status=1
    fi
fi
((status == 0)) || ((failed > 0)) || echo "the run failed with exit code $status, though no test did: see above"
echo "$passed passed, $failed failed, $skipped skipped"
exit "$status"
