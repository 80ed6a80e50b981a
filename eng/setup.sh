#!/usr/bin/env bash
# Installs what the tests hold Suffice against: the HDF5 library and its tools, h5py with the stock filters, zstd, FFTW,
# the browser that the viewer's page is tested in, and the C compiler that links the plugin.
# Without network or root where everything is there already.
set -euo pipefail

root=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${root%/eng/*}
# shellcheck source=eng/lib.sh
source "$root/eng/lib.sh"

# Names of Debian 12.
packages=(
    libhdf5-103-1 hdf5-tools
    python3-numpy python3-h5py python3-hdf5plugin python3-zarr
    hdf5-filter-plugin hdf5-filter-plugin-blosc-serial bitshuffle
    zstd libzstd1
    libfftw3-single3
    chromium fonts-dejavu-core
    gcc libc6-dev
)

if ! type -P dpkg-query >/dev/null; then
    say "this is not Debian or Ubuntu; the tests need the HDF5 1.10 library and tools, python3 with numpy, h5py and hdf5plugin, the HDF5 filter plugins, zstd, FFTW 3 of single precision, chromium, gcc"
    exit 1
fi
installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' "${packages[@]}" 2>/dev/null | sed -n 's/^ii *//p') || true
missing=()
for package in "${packages[@]}"; do
    grep -qxF "$package" <<<"$installed" || missing+=("$package")
done
((${#missing[@]} > 0)) || exit 0

if ! may_install; then
    say "missing for the tests: run as root: apt-get install ${missing[*]}"
    exit 1
fi
say "installing ${missing[*]}"
apt_install "${missing[@]}" || { say "apt-get could not install them"; exit 1; }
