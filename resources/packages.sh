# shellcheck shell=bash
# Sourced by resources/start.sh and tests/run.sh: installs the packages of packages.txt that are
# missing. Calls apt-get only when something is missing.

# ft_missing_packages FILE: the packages named there that are not installed, one a line.
ft_missing_packages() {
    local package
    while read -r package; do
        dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null |
            grep -qx installed || echo "$package"
    done < <(sed -e 's/[[:space:]]*#.*//' -e '/^[[:space:]]*$/d' "$1")
}

# ft_as_root COMMAND...: as root, or with sudo; never asks for a password when CI=true.
ft_as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif [ "${CI:-}" = true ]; then
        sudo -n "$@"
    else
        sudo "$@"
    fi
}

# ft_install_packages FILE
ft_install_packages() {
    if ! command -v dpkg-query >/dev/null; then
        echo "This is not Debian: no package is installed. CMake says what is missing." >&2
        return 0
    fi
    local missing
    mapfile -t missing < <(ft_missing_packages "$1")
    [ "${#missing[@]}" -gt 0 ] || return 0
    if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
        echo "These packages are missing, and neither root nor sudo is here to install them." >&2
        echo "Run as root: apt-get install --no-install-recommends ${missing[*]}" >&2
        return 1
    fi
    echo "Installing: ${missing[*]}"
    ft_as_root apt-get update -qq &&
        ft_as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null && return 0
    echo "Could not install: ${missing[*]}. See what apt-get wrote above." >&2
    return 1
}
