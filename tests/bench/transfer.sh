# shellcheck shell=bash
# shellcheck disable=SC2154 # what run.sh sets
#
# Downloads from one source and from several. Sourced by run.sh.

# make_file MIB: sets `file` to one of random bytes that is no peer's yet.
make_file() {
    file=$work/payload.bin
    head -c $(($1 * 1048576)) /dev/urandom >"$file"
}

# spoken_size MIB
spoken_size() { awk -v mib="$1" 'BEGIN { if (mib % 1024) print mib " MiB"; else print mib / 1024 " GiB" }'; }

measure_transfer() {
    local file round one four tracker_of_one
    make_file "$mib"
    start_tracker one --no-console
    tracker_of_one=$tracker
    start_source single "$file"
    start_tracker four --no-console
    local four_sources=(first second third fourth)
    for name in "${four_sources[@]}"; do start_source "$name" "$file"; done
    wait_for_join single "${four_sources[@]}"
    warm_up "$mib"

    for round in $(seq "$rounds"); do
        one=$(tracker=$tracker_of_one fetch "$file")
        four=$(fetch "$file")
        "$bench/bare-transfer" "$file" "$work/bare.bin" | field rate >>"$work/bare.rates"
        rm "$work/bare.bin"
        echo "$one" | field rate >>"$work/one.rates"
        echo "$four" | field rate >>"$work/four.rates"
        echo "round $round, bytes/s: $(tail -qn 1 "$work"/{bare,one,four}.rates | paste -sd ' ')" >&2
    done
    awk -v size="$(spoken_size "$mib")" -v rounds="$rounds" \
        -v bare="$(median <"$work/bare.rates")" -v one="$(median <"$work/one.rates")" \
        -v four="$(median <"$work/four.rates")" 'BEGIN {
        printf "| %s over loopback, median of %d | MB/s |\n|---|---|\n", size, rounds
        printf "| bare `sendfile` -> `recv` + `write` | %.0f |\n", bare / 1e6
        printf "| `ft-peer fetch`, one source, every block verified | %.0f |\n", one / 1e6
        printf "| `ft-peer fetch`, four sources, every block verified | %.0f |\n", four / 1e6
        printf "| one source / bare (aim 0.75) | %.2f |\n", one / bare
        printf "| four sources / one (aim 0.9) | %.2f |\n\n", four / one
    }'
}

measure_limited() {
    local file round names=(first second third fourth)
    make_file $((mib / 2))
    start_tracker limited --no-console
    for name in "${names[@]}"; do start_source "$name" "$file" --limit-per-upload 20M; done
    wait_for_join "${names[@]}"
    for round in $(seq "$rounds"); do
        fetch "$file" | field rate >>"$work/limited.rates"
        echo "round $round: $(tail -n 1 "$work/limited.rates") bytes/s" >&2
    done
    awk -v size="$(spoken_size $((mib / 2)))" -v rounds="$rounds" \
        -v rate="$(median <"$work/limited.rates")" 'BEGIN {
        printf "| %s from four sources of 20 MB/s each, median of %d | MB/s |\n|---|---|\n", size, rounds
        printf "| `ft-peer fetch` (aim 76) | %.1f |\n\n", rate / 1e6
    }'
}

# spoil FILE: other bytes, and a time of change as if nothing had happened.
spoil() {
    local bytes
    bytes=$(stat -c %s "$1")
    touch -r "$1" "$work/untouched"
    head -c "$bytes" /dev/urandom | dd of="$1" conv=notrunc bs=1M status=none
    touch -r "$work/untouched" "$1"
}

# twice_percent FETCHED: payload bytes that arrived beyond the size of the file.
twice_percent() {
    awk -v got="$(echo "$1" | field received)" -v size="$(echo "$1" | field size)" \
        'BEGIN { printf "%.3f\n", 100 * (got / size - 1) }'
}

measure_garbage() {
    local file round fetched banned=0 names=(first second third)
    make_file $((mib / 2))
    cp "$file" "$work/spoiled.bin"
    start_tracker garbage --no-console
    for name in "${names[@]}"; do start_source "$name" "$file"; done
    start_source liar "$work/spoiled.bin"
    wait_for_join "${names[@]}" liar
    spoil "$work/spoiled.bin"
    warm_up $((mib / 2))
    for round in $(seq "$rounds"); do
        fetched=$(fetch "$file")
        twice_percent "$fetched" >>"$work/garbage.twice"
        echo "$fetched" | field rate >>"$work/garbage.rates"
        if echo "$fetched" | grep -oE '\{[^{}]*"host":"liar"[^{}]*\}' | grep -q '"state":"banned"'; then
            banned=$((banned + 1))
        fi
        echo "round $round: $(tail -n 1 "$work/garbage.twice") % twice," \
            "$(tail -n 1 "$work/garbage.rates") bytes/s, banned $banned times" >&2
    done
    awk -v size="$(spoken_size $((mib / 2)))" -v rounds="$rounds" -v banned="$banned" \
        -v rate="$(median <"$work/garbage.rates")" \
        -v twice="$(sort -g "$work/garbage.twice" | tail -n 1)" 'BEGIN {
        printf "| %s from four sources, one of which sends other bytes, %d rounds | |\n|---|---|\n", size, rounds
        printf "| the file is right | %d of %d |\n", rounds, rounds
        printf "| that source is banned | %d of %d |\n", banned, rounds
        printf "| arrived beyond the size of the file, at most (aim: under 2 %%) | %.2f %% |\n", twice
        printf "| MB/s, median | %.0f |\n\n", rate / 1e6
    }'
}
