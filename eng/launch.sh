# shellcheck shell=bash
# Whether the program is ready to start: asked at every start, so no more than a few file times. Sourced by ./suffice and prepare.sh.
#
# A launcher never runs the files that a build writes over: memory-mapped assemblies would change under a running program.
# Each build is copied to a folder of its own, artifacts/launch/build-XXXXXX, and artifacts/launch/current points to the
# newest. Every running program holds a shared lock on its folder's "built" file, so that only folders out of use go.

# The names that src/Suffice/Containers/Hdf5/Hdf5Library.cs looks for, on Linux.
readonly hdf5_names='libhdf5(_serial)?\.so(\.103|\.200|\.310|\.320)?'

is_built() { # root
    local launch=$1/artifacts/launch dotnet_root
    [[ -f $launch/current/built && -x $launch/current/Suffice.Cli ]] || return 1
    # .NET may have been removed, or moved, since.
    read -r dotnet_root <"$launch/current/dotnet-root" && [[ -d $dotnet_root/shared ]] || return 1
    # Folders count too: a deleted source file is seen in the time of its folder.
    [[ -z $(find "$1/src" "$1/global.json" "$1"/*.props "$1"/*.targets -newer "$launch/current/built" -print -quit 2>/dev/null) ]]
}

has_hdf5() { # root
    local found cache=$1/artifacts/launch/hdf5
    [[ -n ${SUFFICE_HDF5_LIBRARY:-} ]] && return 0
    [[ -f $cache ]] && read -r found <"$cache" && [[ -e $found ]] && return 0
    found=$(find_hdf5) || return 1
    # A checkout that one may only read works without the cache.
    { mkdir -p "${cache%/*}" && printf '%s\n' "$found" >"$cache.$$" && mv -f "$cache.$$" "$cache"; } 2>/dev/null || true
}

find_hdf5() {
    local listed folder found
    listed=$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p 2>/dev/null | sed -nE "s#^\s*$hdf5_names \(.*=> ##p") || true
    found=${listed%%$'\n'*}
    if [[ -n $found ]]; then
        printf '%s\n' "$found"
        return 0
    fi
    local IFS=:
    for folder in ${LD_LIBRARY_PATH:-} /usr/lib/*-linux-gnu /usr/lib64 /usr/lib /usr/local/lib; do
        found=$(find -L "$folder" -maxdepth 1 -regextype posix-extended -regex ".*/$hdf5_names" -print -quit 2>/dev/null) || true
        if [[ -n $found ]]; then
            printf '%s\n' "$found"
            return 0
        fi
    done
    return 1
}
