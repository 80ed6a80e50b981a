#!/usr/bin/env bash
# Suffice against h5py + hdf5plugin on a user's own four-dimensional .npy, alternately in one run. Prints Markdown.
#   eng/compare-peers.sh FILE.npy [--pairs 7] [--chunking balanced] [--methods blosc_zstd gzip_6 ...]
set -euo pipefail

root=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${root%/eng/*}

bash "$root/eng/setup.sh" >&2
"$root/suffice" --version >/dev/null
exec /usr/bin/python3 "$root/eng/peers/compare.py" "$@"
