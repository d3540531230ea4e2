# shellcheck shell=bash
# shellcheck disable=SC2154 # what run.sh sets
#
# Downloads over UDP, beside libsrt's own program for files. Sourced by run.sh.

# transmit FILE: sends it by srt-file-transmit, compares it, and prints bytes per second.
transmit() {
    local port began ended receiver
    port=$((20000 + RANDOM % 10000))
    mkdir -p "$work/transmitted"
    srt-file-transmit -q "srt://127.0.0.1:$port?mode=listener" "file://$work/transmitted/" \
        >"$work/receiver.log" 2>&1 &
    receiver=$!
    wait_for_port "$port"
    began=$(date +%s.%N)
    srt-file-transmit -q "file://$1" "srt://127.0.0.1:$port" >"$work/sender.log" 2>&1
    wait "$receiver" || true
    ended=$(date +%s.%N)
    cmp "$1" "$work/transmitted/$(basename "$1")" ||
        { cat "$work/receiver.log" "$work/sender.log" >&2 && return 1; }
    rm -rf "$work/transmitted"
    awk -v bytes="$(stat -c %s "$1")" -v began="$began" -v ended="$ended" \
        'BEGIN { print bytes / (ended - began) }'
}

# wait_for_port PORT: until some program has the UDP port.
wait_for_port() {
    local hex
    hex=$(printf ':%04X ' "$1")
    for _ in $(seq 100); do
        ! grep -q "$hex" /proc/net/udp /proc/net/udp6 || return 0
        sleep 0.05
    done
    echo "run.sh: nobody opened the UDP port $1" >&2
    return 1
}

# download_over TCP|UDP FILE ADDRESS:PORT: downloads payload.bin by FileDownload into an empty
# folder, compares it with FILE, removes it, and prints bytes per second.
download_over() {
    local folder=$work/taker told
    rm -rf "$folder/down" "$folder/state"
    told=$(tracker=none ft_peer taker --json FileDownload "$3" "$1" payload.bin 2>"$work/taker.log") ||
        { cat "$work/taker.log" >&2 && return 1; }
    cmp "$2" "$folder/down/payload.bin" || return 1
    rm -rf "$folder/down"
    grep -q "\"transport\":\"${1,,}\"" <<<"$told" ||
        { echo "run.sh: it did not come over $1: $told" >&2 && return 1; }
    field rate <<<"$told"
}

measure_udp() {
    local file round from relay
    command -v srt-file-transmit >/dev/null ||
        { echo "srt-file-transmit is not installed: apt-get install srt-tools" >&2 && return 1; }
    make_file $((mib / 4))
    tracker=none start_source single "$file" --allow 127.0.0.1
    from=$(wait_for "$work/single.log" 'listening on .*' | sed 's/.* //')
    warm_up $((mib / 4))
    for round in $(seq "$rounds"); do
        transmit "$file" >>"$work/transmit.rates"
        download_over UDP "$file" "$from" >>"$work/udp.rates"
        download_over TCP "$file" "$from" >>"$work/tcp.rates"
        echo "round $round, bytes/s: $(tail -qn 1 "$work"/{transmit,udp,tcp}.rates | paste -sd ' ')" >&2
    done
    awk -v size="$(spoken_size $((mib / 4)))" -v rounds="$rounds" \
        -v transmit="$(median <"$work/transmit.rates")" -v udp="$(median <"$work/udp.rates")" \
        -v tcp="$(median <"$work/tcp.rates")" 'BEGIN {
        printf "| %s over loopback, median of %d | MB/s |\n|---|---|\n", size, rounds
        printf "| `srt-file-transmit`, unverified | %.0f |\n", transmit / 1e6
        printf "| `FileDownload UDP`, every block verified | %.0f |\n", udp / 1e6
        printf "| `FileDownload TCP`, every block verified | %.0f |\n", tcp / 1e6
        printf "| UDP / `srt-file-transmit` (aim 0.7) | %.2f |\n\n", udp / transmit
    }'
}
