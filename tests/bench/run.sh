#!/usr/bin/env bash
# Builds the release programs and measures them on this machine, side by side with a bare
# transfer and with redis-server; prints Markdown tables.
#
#   tests/bench/run.sh [--rounds N] [--seconds N] [--records N] [--files N] [transfer] [folder]
#                      [tracker]
#
#   --rounds N    how often everything is measured, in turn; medians are printed (5)
#   --seconds N   length of one measurement of the tracker (5)
#   --records N   names in the tracker's table (1000000)
#   --files N     files of 4 KiB in the folder (20000)
#   transfer      only the verified download of 1 GiB beside the bare transfer
#   folder        only the fetch of a folder of small files beside `cp -r` of it
#   tracker       only the tracker's requests per second
set -euo pipefail

root=$(dirname "$(dirname "$(dirname "$(readlink -f "$0")")")")
bin=$root/build/release/bin
bench=$root/build/release/bench

usage() { sed -n '2,14s/^# \{0,1\}//p' "$0"; }

number_after() { # OPTION VALUE
    [[ "${2:-}" =~ ^[1-9][0-9]*$ ]] && return 0
    echo "run.sh: $1 needs a whole number of at least 1" >&2
    exit 2
}

rounds=5 seconds=5 records=1000000 files=20000 parts=()
while [ $# -gt 0 ]; do
    case "$1" in
    --rounds | --seconds | --records | --files)
        number_after "$1" "${2:-}"
        declare "${1#--}=$2"
        shift
        ;;
    transfer | folder | tracker) parts+=("$1") ;;
    -h | --help) usage && exit 0 ;;
    *)
        echo "run.sh: unknown argument \"$1\"" >&2
        usage >&2
        exit 2
        ;;
    esac
    shift
done
[ ${#parts[@]} -gt 0 ] || parts=(transfer folder tracker)

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
    for _ in $(seq 600); do
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

start_redis() {
    redis=
    command -v redis-server >/dev/null ||
        { echo "redis-server is not installed; it is left out (apt-get install redis-server)." >&2 && return 0; }
    local port pid
    for _ in 1 2 3 4 5; do
        port=$((20000 + RANDOM % 10000))
        # Protected mode takes connections of one loopback address only; ft-load uses many.
        redis-server --port "$port" --bind 127.0.0.1 --protected-mode no --save '' \
            --appendonly no --maxclients 20000 --dir "$work" >"$work/redis.log" 2>&1 &
        pid=$!
        if wait_for "$work/redis.log" 'Ready to accept|aborting' | grep -q Ready; then
            started+=("$pid")
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

measure_transfer() {
    local file=$work/source/share/payload.bin
    mkdir -p "${file%/*}" "$work/taker/share"
    head -c 1073741824 /dev/urandom >"$file"
    echo "so that this peer is accepted" >"$work/taker/share/taker.txt"
    start_tracker transfer
    (ft_peer source serve) >"$work/source.log" 2>&1 </dev/null &
    started+=($!)
    wait_for "$work/source.log" '^joined .*' >/dev/null

    local fetched bare round
    for round in $(seq "$rounds"); do
        rm -rf "$work/taker/down" "$work/taker/state"
        fetched=$( (ft_peer taker --json fetch payload.bin) 2>"$work/taker.log" </dev/null) ||
            { cat "$work/taker.log" >&2 && return 1; }
        cmp "$file" "$work/taker/down/payload.bin"
        rm -rf "$work/taker/down"
        bare=$("$bench/bare-transfer" "$file" "$work/bare.bin")
        rm "$work/bare.bin"
        echo "$fetched" | field rate >>"$work/ft.rates"
        echo "$bare" | field rate >>"$work/bare.rates"
        echo "round $round: $(tail -n 1 "$work/ft.rates") and $(tail -n 1 "$work/bare.rates") bytes/s" >&2
    done
    awk -v ft="$(median <"$work/ft.rates")" -v bare="$(median <"$work/bare.rates")" 'BEGIN {
        print "| 1 GiB over loopback, median | MB/s |\n|---|---|"
        printf "| `ft-peer fetch`, every block verified | %.0f |\n", ft / 1e6
        printf "| bare `sendfile` -> `recv` + `write` | %.0f |\n", bare / 1e6
        printf "| ratio | %.2f |\n\n", ft / bare
    }'
    rm -f "$file"
}

# wait_for_records NAME COUNT: until the peer NAME sees that another has announced so many files.
wait_for_records() {
    for _ in $(seq 600); do
        (ft_peer "$1" --json peers) 2>/dev/null </dev/null | grep -q "\"files\":$2[,}]" && return 0
        sleep 0.1
    done
    echo "run.sh: $2 files did not come" >&2
    return 1
}

measure_folder() {
    local folder=$work/album-source/share/album taker=$work/album-taker
    mkdir -p "$folder" "$taker/share"
    head -c $((files * 4096)) /dev/urandom |
        (cd "$folder" && split -b 4096 -a 5 -d - f)
    local f
    for f in "$folder"/f???00; do
        mkdir "${f%00}" && mv "${f%00}"?? "${f%00}/"
    done
    echo "so that this peer is accepted" >"$taker/share/taker.txt"
    start_tracker folder --no-console
    (ft_peer album-source serve) >"$work/album.log" 2>&1 </dev/null &
    started+=($!)
    wait_for "$work/album.log" '^joined .*' >/dev/null
    wait_for_records album-taker "$files"

    local round fetched before after
    for round in $(seq "$rounds"); do
        rm -rf "$taker/down" "$taker/state" "$work/copy"
        fetched=$( (ft_peer album-taker --json fetch album-source album/) \
            2>"$work/album-taker.log" </dev/null) ||
            { cat "$work/album-taker.log" >&2 && return 1; }
        diff -r "$folder" "$taker/down/album"
        before=$(date +%s.%N)
        cp -r "$folder" "$work/copy"
        after=$(date +%s.%N)
        awk -v n="$files" -v s="$(echo "$fetched" | field seconds)" 'BEGIN { print n / s }' \
            >>"$work/folder.rates"
        awk -v n="$files" -v a="$before" -v b="$after" 'BEGIN { print n / (b - a) }' \
            >>"$work/copy.rates"
        echo "round $round: $(tail -n 1 "$work/folder.rates") and" \
            "$(tail -n 1 "$work/copy.rates") files/s" >&2
    done
    awk -v n="$files" -v ft="$(median <"$work/folder.rates")" \
        -v cp="$(median <"$work/copy.rates")" 'BEGIN {
        printf "| %d files of 4 KiB, median | files/s |\n|---|---|\n", n
        printf "| `ft-peer fetch` of the folder over loopback, every file verified | %.0f |\n", ft
        printf "| `cp -r` of the same files | %.0f |\n", cp
        printf "| ratio | %.2f |\n\n", ft / cp
    }'
    rm -rf "$folder" "$work/copy"
}

measure_tracker() {
    start_tracker load --no-console
    start_redis
    "$bench/ft-load" --tracker "$tracker" ${redis:+--redis "$redis"} --pid "$tracker_pid" \
        --peers 20 --records $((records / 20)) --busy 50 --idle 5000 \
        --seconds "$seconds" --rounds "$rounds"
}

cd "$root"
build() {
    cmake --preset release -DFT_BENCH=ON &&
        cmake --build --preset release --parallel "$(nproc)"
}
if ! build >"$work/build.log" 2>&1; then
    cat "$work/build.log" >&2
    exit 1
fi

echo "$(nproc) processors ($(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -n 1))," \
    "$(awk '/MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo) of memory, Linux $(uname -r)"
echo
for part in "${parts[@]}"; do "measure_$part"; done
