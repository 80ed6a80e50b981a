#!/usr/bin/env bash
# Builds the HDF5 plugin for Tally where it is missing or a source changed, and prints its folder. The first time it fetches
# .NET's native compiler, 210 MB of packages; ./suffice itself never does.
set -euo pipefail

root=$(readlink -f -- "${BASH_SOURCE[0]}")
root=${root%/eng/*}
folder=$root/artifacts/hdf5-plugin
plugin=$folder/libh5tally.so
# shellcheck source=eng/lib.sh
source "$root/eng/lib.sh"

is_built() {
    [[ -f $plugin && -z $(find "$root/src/Suffice" "$root/src/Suffice.Hdf5Plugin" "$root/global.json" "$root"/*.props "$root"/*.targets \
        -newer "$plugin" -print -quit 2>/dev/null) ]]
}

# The native compiler leaves the last step to a C compiler.
ensure_linker() {
    type -P clang >/dev/null || type -P gcc >/dev/null && return 0
    if may_install; then
        say "installing gcc, which links the plugin"
        apt_install gcc libc6-dev && return 0
    fi
    say "the plugin needs clang or gcc to be linked (Debian and Ubuntu: apt install gcc libc6-dev)"
    return 1
}

build() {
    local dotnet log=$root/artifacts/launch/plugin.log started=$folder/started
    ensure_home "$root"
    dotnet=$(find_dotnet)
    ensure_linker
    say "building the HDF5 plugin; the first time takes a few minutes"
    # A source that changes while the build runs is newer than this, and built again next time.
    : >"$started"
    # Without it what the compiler knows of wide vectors is taken apart: archive chunks took 1.7 times as long.
    local wide=()
    if [[ $(uname -m) == x86_64 ]] && grep -qw avx2 /proc/cpuinfo; then wide=(-p:IlcInstructionSet=x86-64-v3); fi
    if ! "$dotnet" publish "$root/src/Suffice.Hdf5Plugin/Suffice.Hdf5Plugin.csproj" -c Release --disable-build-servers --nologo -v quiet \
        "${wide[@]}" -consoleLoggerParameters:NoSummary >"$log" 2>&1 8>&-; then
        grep -E '(error|warning) ' "$log" | sort -u >&2 || cat "$log" >&2
        say "the plugin was not built; all of the output is in $log"
        exit 1
    fi
    # Under another name first: a program that has the old one loaded keeps it. The library takes every lib*.so* of a folder for a
    # plugin, so the debugger's symbols stay where they are.
    cp "$root"/artifacts/publish/Suffice.Hdf5Plugin/release*/libh5tally.so "$folder/new"
    touch -r "$started" "$folder/new"
    mv -f "$folder/new" "$plugin"
    rm -f "$started"
}

mkdir -p "$folder" "$root/artifacts/launch"
if ! is_built; then
    exec </dev/null
    # The same lock as every other build of these sources.
    exec 8>"$root/artifacts/launch/lock"
    flock -x 8
    is_built || build
fi
printf '%s\n' "$folder"
