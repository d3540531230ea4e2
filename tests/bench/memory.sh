# shellcheck shell=bash
# shellcheck disable=SC2154 # what run.sh sets
#
# What a peer takes of memory at the most. Sourced by run.sh.

# peak_bytes PID: the most that was resident of a running process so far.
peak_bytes() { awk '/^VmHWM:/ { printf "%.0f\n", $2 * 1024 }' "/proc/$1/status"; }

# make_large FILE GIB: every 16 MiB a random MiB, holes between, which read as zeros: it takes a
# sixteenth of its size of memory, and the copy that is downloaded all of it.
make_large() {
    truncate -s "$2G" "$1"
    local place
    for place in $(seq 0 16 $(($2 * 1024 - 1))); do
        dd if=/dev/urandom of="$1" bs=1M count=1 seek="$place" conv=notrunc status=none
    done
}

measure_large_download() {
    local file=$work/large.bin taker_pid fetched
    make_large "$file" "$large"
    start_tracker large --no-console
    start_source source "$file"
    wait_for_join source
    mkdir -p "$work/taker/share"
    echo "so that this peer is accepted" >"$work/taker/share/taker.txt"
    warm_up $((large * 1024))
    # A shell stays when the file has come, so that its peak can be read.
    mkfifo "$work/commands"
    (ft_peer taker --json) <"$work/commands" >"$work/taker.log" 2>&1 &
    taker_pid=$!
    started+=("$taker_pid")
    exec 3>"$work/commands"
    echo "fetch payload.bin" >&3
    fetched=$(wait_for "$work/taker.log" '.*"event":"(fetched|error)".*')
    cmp "$file" "$work/taker/down/payload.bin"
    awk -v gib="$large" -v taker="$(peak_bytes "$taker_pid")" -v source="$(peak_bytes "$source_pid")" \
        -v rate="$(echo "$fetched" | field rate)" 'BEGIN {
        printf "| %d GiB (random and zero bytes) from one source | peak, MB |\n|---|---|\n", gib
        printf "| `ft-peer` that downloads it (aim 150), at %.0f MB/s | %.0f |\n", rate / 1e6, taker / 1e6
        printf "| `ft-peer` that hashed and serves it | %.0f |\n\n", source / 1e6
    }'
    exec 3>&-
    stop_all
}

# allocated NAME...: a line "NAME BYTES" for each of these peers whose download is not finished.
allocated() {
    local name part
    for name in "$@"; do
        for part in "$work/$name/down/"*.part; do
            # It may get its final name at any moment.
            echo "$name $(($(stat -c '%b * %B' "$part" 2>/dev/null || echo 0)))"
        done
    done
}

is_any_running() { # PID...
    local pid
    for pid in "$@"; do kill -0 "$pid" 2>/dev/null && return 0; done
    return 1
}

measure_many_uploads() {
    local count=50 file name names=() takers=() most=0 now
    make_file 48
    start_tracker many --no-console
    start_source source "$file" --upload-slots "$count"
    wait_for_join source
    for name in $(seq -f 'taker-%g' "$count"); do
        names+=("$name")
        mkdir -p "$work/$name/share"
        echo "so that $name is accepted" >"$work/$name/share/$name.txt"
        # Limited, so that they overlap; not sharing, so that all take from the one source.
        (ft_peer "$name" --limit-down 2M --no-share-downloads fetch payload.bin) \
            >"$work/$name.log" 2>&1 </dev/null &
        takers+=($!)
    done
    started+=("${takers[@]}")
    allocated "${names[@]}" >"$work/before"
    while is_any_running "${takers[@]}"; do
        sleep 1.5
        allocated "${names[@]}" >"$work/after"
        # Whose file grew meanwhile is being served.
        now=$(awk 'NR == FNR { before[$1] = $2; next } $2 > before[$1] { n++ } END { print n + 0 }' \
            "$work/before" "$work/after")
        [ "$now" -le "$most" ] || most=$now
        mv "$work/after" "$work/before"
    done
    wait "${takers[@]}"
    for name in "${names[@]}"; do cmp "$file" "$work/$name/down/payload.bin"; done
    awk -v peak="$(peak_bytes "$source_pid")" -v most="$most" 'BEGIN {
        print "| 48 MiB to 50 peers that take 2 MB/s each | |\n|---|---|"
        printf "| served at once, at the most | %d |\n", most
        printf "| peak of `ft-peer` that serves them (aim 150), MB | %.0f |\n\n", peak / 1e6
    }'
}

measure_memory() {
    measure_large_download
    measure_many_uploads
}
