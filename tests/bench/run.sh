#!/usr/bin/env bash
# Builds the release programs and measures them on this machine, side by side with a bare
# transfer and with redis-server; prints Markdown tables.
#
#   tests/bench/run.sh [--rounds N] [--seconds N] [--records N] [--mib N] [--large N] [--files N]
#                      [--startup N] [PART...]
#
#   --rounds N    how often everything is measured, in turn; medians are printed (5)
#   --seconds N   length of one measurement of the tracker (5)
#   --records N   names in the tracker's table (1000000)
#   --many N      names in its table for the figures of a large one (10000000)
#   --rate N      substring searches per second (200)
#   --churn N     records added per second, and as many removed, beside them (10000)
#   --idle N      joined peers that do nothing, beside the busy ones (9000)
#   --joined N    joined peers whose memory is measured (18000)
#   --rejoining N peers that come back after a restart of the tracker (10000)
#   --mib N       MiB of the file of `transfer`; half as many of `limited` and `garbage`, a quarter
#                 of `udp` (2048)
#   --large N     GiB of the file of `memory` (10)
#   --files N     files of 4 KiB of `folder` (20000)
#   --startup N   files of 1 KiB of `startup` (100000)
#
# Parts, all of them by default:
#   transfer      the verified download from one source and from four, beside the bare transfer
#   limited       the download from four sources of 20 MB/s each
#   garbage       the download from four sources of which one sends wrong bytes
#   udp           the download over UDP, beside srt-file-transmit
#   folder        the fetch of a folder of small files, beside `cp -r` of it
#   hashing       the hash of a content on one core, beside openssl's SHA-256
#   startup       a peer that starts with many files, cold and once all are known
#   memory        the most memory a peer takes that downloads a large file, or serves 50 at once
#   tracker       searches in full tables, beside redis-server; memory; peers that come back
set -euo pipefail

root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
bin=$root/build/release/bin
bench=$root/build/release/bench

usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; }

number_after() { # OPTION VALUE
    [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] && return 0
    echo "run.sh: $1 needs a whole number of at least 1" >&2
    exit 2
}

rounds=5 seconds=5 mib=2048 large=10 files=20000 startup=100000 parts=()
records=1000000 many=10000000 rate=200 churn=10000 idle=9000 joined=18000 rejoining=10000
while [ $# -gt 0 ]; do
    case "$1" in
    --rounds | --seconds | --records | --mib | --large | --files | --startup | \
        --many | --rate | --churn | --idle | --joined | --rejoining)
        number_after "$1" "${2:-}"
        declare "${1#--}=$2"
        shift
        ;;
    transfer | limited | garbage | udp | folder | hashing | startup | memory | tracker) parts+=("$1") ;;
    -h | --help) usage && exit 0 ;;
    *)
        echo "run.sh: unknown argument \"$1\"" >&2
        usage >&2
        exit 2
        ;;
    esac
    shift
done
[ ${#parts[@]} -gt 0 ] || parts=(transfer limited garbage udp folder hashing startup memory tracker)

work=$(mktemp -d /dev/shm/ft-bench.XXXXXX)
started=()
clean_up() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap clean_up EXIT

# wait_for FILE PATTERN: the first match in the file of a program that was just started.
wait_for() {
    local found
    for _ in $(seq 3000); do
        found=$(grep -m1 -oE "$2" "$1" || true)
        [ -z "$found" ] || { echo "$found" && return 0; }
        sleep 0.1
    done
    echo "run.sh: \"$2\" did not come:" >&2
    cat "$1" >&2
    return 1
}

# start_tracker NAME [OPTIONS...]: sets `tracker` to ADDRESS:PORT and `tracker_pid`.
start_tracker() {
    local log=$work/$1.log
    "$bin/ft-tracker" --listen 127.0.0.1 --port 0 "${@:2}" >"$log" 2>&1 </dev/null &
    tracker_pid=$!
    started+=("$tracker_pid")
    tracker=127.0.0.1:$(wait_for "$log" 'listening on .*' | sed 's/.*://')
}

# start_redis: sets `redis` to ADDRESS:PORT and `redis_pid`, or leaves them empty.
start_redis() {
    redis='' redis_pid=''
    command -v redis-server >/dev/null ||
        { echo "redis-server is not installed; it is left out (apt-get install redis-server)." >&2 && return 0; }
    local port
    for _ in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 10000))
        # Protected mode takes connections of one loopback address only; ft-load uses many.
        redis-server --port "$port" --bind 127.0.0.1 --protected-mode no --save '' \
            --appendonly no --maxclients 20000 --dir "$work" >"$work/redis.log" 2>&1 &
        redis_pid=$!
        if wait_for "$work/redis.log" 'Ready to accept|aborting' | grep -q Ready; then
            started+=("$redis_pid")
            redis=127.0.0.1:$port
            return 0
        fi
    done
    echo "run.sh: no free port for redis-server" >&2
    return 1
}

median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
field() { grep -oE "\"$1\":[0-9.e+]+" | head -n 1 | cut -d: -f2; }

ft_peer() { # NAME ARGUMENTS...: a peer with folders of its own below $work
    local name=$1
    mkdir -p "$work/$name/share" "$work/$name/down"
    exec "$bin/ft-peer" --tracker "$tracker" --name "$name" --share "$work/$name/share" \
        --downloads "$work/$name/down" --state "$work/$name/state" --listen 127.0.0.1 "${@:2}"
}

# start_source NAME FILE [OPTIONS...]: a peer that serves a link to the file as payload.bin. It is
# there once its log, $work/NAME.log, says that it joined. Sets `source_pid`.
start_source() {
    mkdir -p "$work/$1/share"
    ln -f "$2" "$work/$1/share/payload.bin"
    (ft_peer "$1" "${@:3}" serve) >"$work/$1.log" 2>&1 </dev/null &
    source_pid=$!
    started+=("$source_pid")
}

# wait_for_join NAME...
wait_for_join() {
    local name
    for name in "$@"; do wait_for "$work/$name.log" '^joined .*' >/dev/null; done
}

# stop_all: ends everything that was started, and removes what it left.
stop_all() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait "${started[@]}" 2>/dev/null || true
    started=()
    rm -rf "${work:?}"/*
}

# warm_up MIB: what a virtual machine has not used of its memory yet is slow at first use, which
# would count for whoever is measured first.
warm_up() {
    head -c $(($1 * 1048576)) /dev/zero >"$work/warm.bin"
    rm "$work/warm.bin"
}

# fetch FILE [OPTIONS...]: downloads payload.bin into an empty folder, compares it with FILE,
# removes it, and prints what --json tells of it.
fetch() {
    local folder=$work/taker
    rm -rf "$folder/down" "$folder/state"
    mkdir -p "$folder/share"
    echo "so that this peer is accepted" >"$folder/share/taker.txt"
    (ft_peer taker "${@:2}" --json fetch payload.bin) 2>"$work/taker.log" </dev/null ||
        { cat "$work/taker.log" >&2 && return 1; }
    cmp "$1" "$folder/down/payload.bin" || return 1
    rm -rf "$folder/down"
}

# shellcheck source=SCRIPTDIR/transfer.sh
source "$root/tests/bench/transfer.sh"
# shellcheck source=SCRIPTDIR/udp.sh
source "$root/tests/bench/udp.sh"
# shellcheck source=SCRIPTDIR/folder.sh
source "$root/tests/bench/folder.sh"
# shellcheck source=SCRIPTDIR/startup.sh
source "$root/tests/bench/startup.sh"
# shellcheck source=SCRIPTDIR/memory.sh
source "$root/tests/bench/memory.sh"
# shellcheck source=SCRIPTDIR/tracker.sh
source "$root/tests/bench/tracker.sh"

cd "$root"
build() {
    cmake --preset release -DFT_BENCH=ON &&
        cmake --build --preset release --parallel "$(nproc)" \
            --target ft-peer ft-tracker bare-transfer bench_hashing ft-load
}
if ! build >"$work/build.log" 2>&1; then
    cat "$work/build.log" >&2
    exit 1
fi

echo "$(nproc) processors ($(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1))," \
    "$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo) of memory, Linux $(uname -r)"
echo
for part in "${parts[@]}"; do
    "measure_$part"
    stop_all
done
