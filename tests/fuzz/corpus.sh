#!/bin/sh
# corpus.sh PROTOCOL.md FOLDER : writes every example of the page into FOLDER/<fuzzer>/, one file each.
set -eu
page=$1
folder=$2
rm -rf "$folder"
for name in tracker-request tracker-reply peer-request peer-reply framing shared-path; do
    mkdir -p "$folder/$name"
done
LC_ALL=C awk -v folder="$folder" '
    function put(name, text, ending) {
        printf "%s%s", text, ending > sprintf("%s/%s/page-%04d", folder, name, NR)
        close(sprintf("%s/%s/page-%04d", folder, name, NR))
    }
    function line(name, text,    path) {
        put(name, text, "")
        put("framing", text, "\r\n" text "\n")
        path = text
        sub(/^[A-Z]+: *<?/, "", path)
        sub(/[,>].*/, "", path)
        put("shared-path", path, "")
    }
    /^```wire/ { block = $2; next }
    /^```/ { block = ""; next }
    block == "" { next }
    block !~ /-session$/ { line(block, $0); next }
    /^> / { sub(/-session$/, "", block); line(block "-request", substr($0, 3)); block = block "-session" }
    /^< / { sub(/-session$/, "", block); line(block "-reply", substr($0, 3)); block = block "-session" }
' "$page"
