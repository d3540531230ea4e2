# shellcheck shell=bash
# shellcheck disable=SC2154 # what run.sh sets
#
# A peer that starts with many files: with nothing known of them, and once all are known. Sourced by
# run.sh.

now_ms() { date +%s%3N; }

# wait_for_count FILE COUNT: until the observer, whose output the file is, sees so many files.
wait_for_count() {
    for _ in $(seq 6000); do
        echo peers >&"$observer"
        grep -q "\"files\":$2,\"name\":\"starter\"" "$1" && return 0
        sleep 0.02
    done
    echo "run.sh: $2 files were not announced" >&2
    return 1
}

# start_once KIND: starts the peer, and notes how long it took until it had joined, and until the
# tracker knew every file.
start_once() {
    local log=$work/starter.log seen=$work/observer.log pid begin joined
    : >"$seen"
    begin=$(now_ms)
    (ft_peer starter serve) >"$log" 2>&1 </dev/null &
    pid=$!
    until grep -q '^joined ' "$log"; do
        kill -0 "$pid" || { cat "$log" >&2 && return 1; }
        sleep 0.01
    done
    joined=$(now_ms)
    wait_for_count "$seen" "$startup"
    echo $((joined - begin)) >>"$work/$1.joined"
    echo $(($(now_ms) - begin)) >>"$work/$1.announced"
    kill "$pid"
    wait "$pid" || true
}

measure_startup() {
    local folder=$work/starter/share/many
    mkdir -p "$folder" "$work/observer/share"
    head -c $((startup * 1024)) /dev/zero |
        (cd "$folder" && split -b 1024 -a 6 -d - f)
    # Each of its own, and from long ago.
    (cd "$folder" && for f in *; do echo "$f" >>"$f"; done)
    find "$folder" -type f -exec touch -d 2020-01-01 {} +
    echo "so that this peer is accepted" >"$work/observer/share/observer.txt"
    start_tracker startup --no-console
    mkfifo "$work/observer.in"
    (ft_peer observer --json <"$work/observer.in" >>"$work/observer.log" 2>&1) &
    started+=($!)
    exec {observer}>"$work/observer.in"

    local round
    for round in $(seq "$rounds"); do
        rm -rf "$work/starter/state"
        start_once cold
        start_once warm
        echo "round $round: cold $(tail -n 1 "$work/cold.joined") and" \
            "$(tail -n 1 "$work/cold.announced") ms, warm $(tail -n 1 "$work/warm.joined") and" \
            "$(tail -n 1 "$work/warm.announced") ms" >&2
    done
    exec {observer}>&-
    cat <<TABLE
| start with $startup files of 1 KiB, median | joined after | all announced after |
|---|---|---|
| nothing known: every file hashed | $(median <"$work/cold.joined") ms | $(median <"$work/cold.announced") ms |
| all unchanged | $(median <"$work/warm.joined") ms | $(median <"$work/warm.announced") ms |

TABLE
}

# The rate of one core, beside what libcrypto gives on the same bytes in the same run, and beside
# the openssl program.
measure_hashing() {
    "$bench/bench_hashing" 256 "$rounds"
    command -v openssl >/dev/null || return 0
    echo
    echo "openssl speed -evp sha256 -bytes 16384, one core:"
    openssl speed -seconds "$seconds" -evp sha256 -bytes 16384 2>/dev/null | tail -n 1
    echo
}
