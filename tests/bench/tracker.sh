# shellcheck shell=bash
# shellcheck disable=SC2154 # what run.sh sets
#
# The tracker with one thread under load: exact searches beside redis-server, substring searches in
# full tables while records come and go, memory, and the return of its peers. Sourced by run.sh.

# load NAME [OPTIONS...]: runs ft-load on the tracker, prints what it prints and keeps it for
# figure() and note().
load() {
    "$bench/ft-load" --tracker "$tracker" --pid "$tracker_pid" --seconds "$seconds" \
        --rounds "$rounds" "${@:2}" | tee "$work/$1.md"
    echo
}

# figure NAME SCENARIO COLUMN: a number of the table that load() kept.
figure() {
    awk -F ' *[|] *' -v scenario="$2" -v column="$3" \
        '$2 == scenario { gsub(",", "", $column); print $column; exit }' "$work/$1.md"
}

# note NAME PATTERN: the number of a line before the table.
note() { sed -n "/$2/{s/.*: \([0-9,.]*\) .*/\1/;s/,//g;p;q}" "$work/$1.md"; }

# row WHAT AIM FORMAT VALUE [DIVISOR]: a line of the summary.
row() {
    awk -v what="$1" -v aim="$2" -v format="$3" -v a="$4" -v b="${5:-1}" \
        'BEGIN { printf "| %s | %s | " format " |\n", what, aim, b > 0 ? a / b : 0 }' \
        >>"$work/summary.md"
}

one_thread() { start_tracker "$1" --no-console --threads 1; }

# stop_programs: as stop_all, but keeps what was written.
stop_programs() {
    for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
    wait "${started[@]}" 2>/dev/null || true
    started=()
}

measure_exact() {
    one_thread exact
    start_redis
    load exact ${redis:+--redis "$redis" --redis-pid "$redis_pid"} --peers 100 \
        --records $((records / 100)) --busy 50 --depth 1,16 --idle "$idle" --adds "$records"
    stop_programs
    local ft="ft-tracker, 50 busy," redis_get="redis-server GET, 50 busy," depth aim
    for depth in 1 16; do
        aim=$([ $depth = 1 ] && echo 1.00 || echo 1.50)
        row "exact search, 50 busy, $depth deep, of redis-server GET" "at least $aim" %.2f \
            "$(figure exact "$ft $depth deep" 3)" "$(figure exact "$redis_get $depth deep" 3)"
        row "the same beside $idle idle peers, of without them" "at least 0.95" %.2f \
            "$(figure exact "$ft $depth deep, beside $idle idle" 3)" \
            "$(figure exact "$ft $depth deep" 3)"
    done
    row "records added at $records, per second" "at least 300000" %.0f "$(note exact 'records more')"
}

# measure_substring NAME RECORDS AIM
measure_substring() {
    one_thread "$1"
    load "$1" --peers 1000 --records $(($2 / 1000)) --mix substring=1 --rate "$rate" \
        --churn "$churn"
    stop_programs
    local calm="ft-tracker, 50 busy, $rate searches/s"
    local busy="$calm, with $churn records/s added and removed"
    row "substring search at $2 names, $rate/s, p99 in ms" "under $3" %.2f \
        "$(figure "$1" "$calm" 5)" 1000
    row "the same with $churn records/s added and removed, of without" "under 2.00" %.2f \
        "$(figure "$1" "$busy" 5)" "$(figure "$1" "$calm" 5)"
}

measure_joined() {
    one_thread joined
    load joined --peers 1 --records 1 --idle "$joined" --seconds 1 --rounds 1
    stop_programs
    row "each of $joined joined peers, its one record included, bytes" "at most 2048" %.0f \
        "$(note joined 'joined peers')"
}

measure_rejoin() {
    one_thread first
    "$bench/ft-load" --tracker "$tracker" --rejoin --peers "$rejoining" --records 20 \
        >"$work/rejoin.md" &
    local load_pid=$!
    started+=("$load_pid")
    wait_for "$work/rejoin.md" 'restart the tracker now' >/dev/null
    kill "$tracker_pid"
    wait "$tracker_pid" || true
    start_tracker second --no-console --threads 1 --port "${tracker##*:}"
    wait "$load_pid"
    cat "$work/rejoin.md"
    echo
    stop_programs
    row "$rejoining peers with 20 records each back after a restart, seconds" "under 10" %.1f \
        "$(note rejoin 'until all peers')"
}

measure_tracker() {
    measure_exact
    measure_substring million "$records" 1
    measure_substring many "$many" 5
    row "memory of the whole tracker at $many records with roots, bytes for each" "at most 250" \
        %.0f "$(note many 'whole process')"
    measure_joined
    measure_rejoin
    echo "| one tracker thread | aim | measured |"
    echo "|---|---|---|"
    cat "$work/summary.md"
    echo
}
