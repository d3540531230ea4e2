#!/usr/bin/env bash
# Installs what is missing, builds, starts a tracker on this machine and opens the peer window.
#
#   resources/start.sh [--tracker HOST:PORT] [--share FOLDER] [--headless]
#
#   --tracker HOST:PORT  join this tracker instead of starting one here
#   --share FOLDER       the folder to share (a demo folder with a readme file otherwise)
#   --headless           no window: play the main job on real files (two peers; publish, search,
#                        fetch, compare) and end
set -euo pipefail

root=$(dirname "$(dirname "$(readlink -f "$0")")")
bin=$root/build/release/bin

usage() { sed -n '2,9s/^# \{0,1\}//p' "$0"; }

wrong_usage() {
    echo "start.sh: $1" >&2
    usage >&2
    exit 2
}

tracker='' share='' headless=no
while [ $# -gt 0 ]; do
    case "$1" in
    --tracker | --share)
        [ -n "${2:-}" ] || wrong_usage "$1 needs a value"
        declare "${1#--}=$2"
        shift
        ;;
    --headless) headless=yes ;;
    -h | --help) usage && exit 0 ;;
    *) wrong_usage "unknown option \"$1\"" ;;
    esac
    shift
done
if [ -n "$share" ]; then
    [ -d "$share" ] || wrong_usage "the share folder $share does not exist"
    share=$(readlink -f "$share")
fi
if [ "$headless" = no ] && [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    echo "start.sh: there is no display for the window; try: resources/start.sh --headless" >&2
    exit 1
fi

work=$(mktemp -d)
started=()
clean_up() {
    trap '' INT TERM
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

step() { printf '\n== %s\n' "$*"; }

# Runs a command after showing it, with the programs' folder left out.
show() {
    printf '$%s\n' "$(printf ' %q' "${@#"$bin/"}")"
    "$@"
}

# wait_for PID FILE PATTERN: the first line of the file that matches, while the process lives.
wait_for() {
    local alive line
    while :; do
        alive=yes
        kill -0 "$1" 2>/dev/null || alive=no
        line=$(grep -m1 -E "$3" "$2" || true)
        if [ -n "$line" ]; then
            echo "$line"
            return 0
        fi
        [ "$alive" = yes ] || return 1
        sleep 0.1
    done
}

# try_tracker PORT: sets `tracker` when one could be started there.
try_tracker() {
    local pid line
    "$bin/ft-tracker" --port "$1" --no-console >"$work/tracker.log" 2>&1 </dev/null &
    pid=$!
    line=$(wait_for "$pid" "$work/tracker.log" '^listening on ') || return 1
    started+=("$pid")
    tracker=127.0.0.1:${line##*:}
    echo "$line"
}

start_tracker() {
    step "Starting a tracker on this machine"
    try_tracker 1234 && return 0
    cat "$work/tracker.log"
    echo "Port 1234 cannot be used; taking a free one."
    try_tracker 0 && return 0
    cat "$work/tracker.log" >&2
    return 1
}

demo_share() {
    share=${XDG_DATA_HOME:-$HOME/.local/share}/filetracker/demo-share
    if [ ! -d "$share" ]; then
        mkdir -p "$share"
        cat >"$share/About this share.txt" <<'TEXT'
This folder was made by FileTracker's start script, so that you share something from the first
moment: a tracker accepts only peers that do. Put files here that others may have, or choose
another folder with: resources/start.sh --share FOLDER
TEXT
        echo "You share nothing yet, and a tracker accepts only peers that share something."
        echo "So this demo folder was made and is shared: $share"
    fi
    echo "Sharing $share (choose another folder with --share FOLDER)"
}

open_window() {
    [ -n "$share" ] || demo_share
    step "Opening the window"
    show "$bin/ft-peer-gui" --tracker "$tracker" --share "$share"
}

# peer NAME ARGUMENTS...: ft-peer with folders of its own below $work
peer() {
    local name=$1
    mkdir -p "$work/$name/share" "$work/$name/downloads"
    shift
    "$bin/ft-peer" --tracker "$tracker" --name "$name" --share "$work/$name/share" \
        --downloads "$work/$name/downloads" --state "$work/$name/state" "$@"
}

# said NAME COMMAND...: shows and runs a command as this peer
said() {
    printf '%s$ ft-peer%s\n' "$1" "$(printf ' %q' "${@:2}")"
    peer "$@" </dev/null
}

play_main_job() {
    # Names that two calls at the same time do not share.
    local a=demo-a-$$ b=demo-b-$$ published=payload-$$.bin
    mkdir -p "$work/$a/share" "$work/$b/share"
    head -c 20000000 /dev/urandom >"$work/original.bin"
    cp "$root/README.md" "$work/$a/share/Read me, please.md" 2>/dev/null ||
        echo "FileTracker" >"$work/$a/share/Read me, please.md"
    echo "the second peer shares this" >"$work/$b/share/note.txt"

    step "Peer $a joins, publishes a file as $published, and stays"
    mkfifo "$work/$a.in"
    peer "$a" <"$work/$a.in" >"$work/$a.log" 2>&1 &
    local pid=$!
    started+=("$pid")
    exec 7>"$work/$a.in"
    wait_for "$pid" "$work/$a.log" '^joined ' || { cat "$work/$a.log" >&2 && return 1; }
    printf '%s> publish %s %s\n' "$a" "$work/original.bin" "$published"
    echo "publish \"$work/original.bin\" $published" >&7
    wait_for "$pid" "$work/$a.log" '^published ' || { cat "$work/$a.log" >&2 && return 1; }

    step "Peer $b searches"
    said "$b" search "$published"

    step "Peer $b fetches it, and a file with a comma in its name"
    said "$b" fetch "$published"
    said "$b" fetch "Read me, please.md"

    step "Comparing what arrived"
    show cmp "$work/original.bin" "$work/$b/downloads/$published"
    show cmp "$work/$a/share/Read me, please.md" "$work/$b/downloads/Read me, please.md"
    show md5sum "$work/original.bin" "$work/$b/downloads/$published"

    step "Peer $a leaves"
    echo quit >&7
    exec 7>&-
    wait "$pid"
    step "Done: what arrived is what was published."
}

# shellcheck source=SCRIPTDIR/packages.sh
source "$root/resources/packages.sh"
ft_install_packages "$root/resources/packages.txt"

step "Building (a few minutes the first time)"
(
    cd "$root"
    cmake --preset release
    cmake --build --preset release --parallel "$(nproc)"
) >"$work/build.log" 2>&1 || { cat "$work/build.log" >&2 && exit 1; }

[ -n "$tracker" ] || start_tracker
if [ "$headless" = yes ]; then play_main_job; else open_window; fi
