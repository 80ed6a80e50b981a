#!/usr/bin/env bash
# Makes the program ready to start: builds it where a source changed, and installs the HDF5 library where none is found.
# Run by ./suffice. Standard output stays empty: it belongs to the program.
set -euo pipefail

root=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${root%/eng/*}
launch=$root/artifacts/launch
# shellcheck source=eng/lib.sh
source "$root/eng/lib.sh"
# shellcheck source=eng/launch.sh
source "$root/eng/launch.sh"

# The package of this Debian or Ubuntu: 11, 12 and 22.04; 24.04; Debian 13.
hdf5_package() {
    local package
    for package in libhdf5-103-1 libhdf5-103-1t64 libhdf5-310; do
        apt_knows "$package" && printf '%s\n' "$package" && return 0
    done
    return 1
}

install_hdf5() {
    local package tried=$launch/hdf5-tried
    # Tried once for each checkout: without a network every start would wait for it.
    if [[ ! -f $tried ]] && may_install; then
        say "installing the HDF5 library"
        package=$(hdf5_package) || { apt_update && package=$(hdf5_package); } || package=
        if [[ -n $package ]] && apt_install "$package" && has_hdf5 "$root"; then
            # Simulations take a transform of our own without it.
            apt_install libfftw3-single3 || true
            return 0
        fi
        : >"$tried"
    fi
    # Not an error: .npy and .mib files and --help do without, and the program stops by itself where it cannot.
    say "the HDF5 library is missing (Debian and Ubuntu: apt install libhdf5-103-1, or libhdf5-dev), or set SUFFICE_HDF5_LIBRARY to its file"
}

build() {
    local dotnet old log=$launch/build.log
    ensure_home "$root"
    dotnet=$(find_dotnet)
    [[ ! -t 2 ]] || say "building; this happens once after every change"
    # A source that changes while the build runs is newer than this, and built again next time.
    : >"$launch/started"
    # No build server stays behind on the user's machine, or keeps the lock, which it would inherit.
    if ! "$dotnet" build "$root/src/Suffice.Cli/Suffice.Cli.csproj" -c Release --disable-build-servers --nologo -v quiet \
        -consoleLoggerParameters:NoSummary >"$log" 2>&1 8>&-; then
        grep -E '(error|warning) ' "$log" | sort -u >&2 || cat "$log" >&2
        say "the build failed; all of its output is in $log"
        exit 1
    fi
    new=$(mktemp -d "$launch/build-XXXXXX")
    trap 'rm -rf "$new"' EXIT
    cp -r "$root/artifacts/bin/Suffice.Cli/release/." "$new"
    # The program finds its runtime by the folder of the installation; the command may be a link or a script elsewhere.
    "$dotnet" --list-sdks | sed -nE 's#^10\.0\.[^[]*\[(.*)/sdk\]$#\1#p' | tail -n 1 >"$new/dotnet-root"
    touch -r "$launch/started" "$new/built"
    # Another user may run what this one built.
    chmod -R a+rX "$new"
    ln -sfn "${new##*/}" "$launch/current.new"
    mv -fT "$launch/current.new" "$launch/current"
    trap - EXIT
    for old in "$launch"/build-*/; do
        [[ ! $old -ef $new ]] || continue
        # Not while a program runs from it.
        { flock -n -x 7 && rm -rf "$old"; } 7<"$old/built" 2>/dev/null || true
    done
}

if ! mkdir -p "$launch" 2>/dev/null || [[ ! -w $launch ]]; then
    is_built "$root" && exit 0
    say "it must be built first, but $launch cannot be written"
    exit 1
fi
exec </dev/null
# One at a time: the second launcher finds the work done. eng/test.sh builds under the same lock.
exec 8>"$launch/lock"
flock -x 8
if ! is_built "$root"; then build; fi
if ! has_hdf5 "$root"; then install_hdf5; fi
