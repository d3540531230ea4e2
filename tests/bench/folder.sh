# shellcheck shell=bash
# shellcheck disable=SC2154 # what run.sh sets
#
# The fetch of a folder of small files, beside a copy of it. Sourced by run.sh.

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
