# shellcheck shell=bash
# Shared by the launcher and the scripts beside this file, which source it. Plain bash and coreutils.

# .NET builds are the same for every language, and need no greeting, telemetry or certificate.
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_GENERATE_ASPNET_CERTIFICATE=false
export DOTNET_CLI_WORKLOAD_UPDATE_NOTIFY_DISABLE=true DOTNET_CLI_UI_LANGUAGE=en

# One line on standard error; standard output belongs to the program.
say() { printf 'suffice: %s\n' "$*" >&2; }

# The dotnet and NuGet commands need a home for their caches. Services and containers may have none, or one that is not theirs.
ensure_home() { # root of the repository
    if [[ -z ${HOME:-} || ! -w ${HOME:-} ]]; then
        export HOME=$1/artifacts/home
        mkdir -p "$HOME"
    fi
    export DOTNET_CLI_HOME=${DOTNET_CLI_HOME:-$HOME}
}

# Prints the dotnet command whose SDK can build this; an older one earlier on the path does not hide it.
find_dotnet() {
    local candidate home=${HOME:-~}
    for candidate in "$(type -P dotnet || true)" "${DOTNET_ROOT:+$DOTNET_ROOT/dotnet}" "$home/.dotnet/dotnet" \
        /usr/share/dotnet/dotnet /usr/lib/dotnet/dotnet; do
        [[ -n $candidate && -x $candidate ]] || continue
        # Into a variable first: with pipefail, grep -q would end the listing early and fail it.
        local sdks
        sdks=$("$candidate" --list-sdks 2>/dev/null </dev/null) || continue
        if grep -q '^10\.0\.' <<<"$sdks"; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    say "the .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0, or with your package manager (package dotnet-sdk-10.0)"
    return 1
}

# Runs a command as root: as it is for root, else through sudo where that asks no password.
as_root() {
    if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi
}

may_install() {
    type -P apt-get >/dev/null && { ((EUID == 0)) || sudo -n true 2>/dev/null; }
}

# Whether the package lists on this machine have all of these.
apt_knows() {
    local name
    for name in "$@"; do
        # An unknown name and one that only others provide print no package.
        apt-cache show --no-all-versions "$name" 2>/dev/null | grep '^Package:' >/dev/null || return 1
    done
}

apt_update() { apt_run update; }

# Installs Debian packages, quietly unless that fails.
apt_install() {
    apt_knows "$@" || apt_update || return 1
    apt_run --no-install-recommends install "$@" && return 0
    # Old lists name files that the mirror has no more.
    apt_update && apt_run --no-install-recommends install "$@"
}

apt_run() {
    local log status=0
    log=$(mktemp)
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300 "$@" >"$log" 2>&1 </dev/null || status=$?
    ((status == 0)) || grep -E '^[EW]:' "$log" >&2 || cat "$log" >&2
    rm -f "$log"
    return "$status"
}
