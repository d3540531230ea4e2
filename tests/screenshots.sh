#!/bin/sh
# Makes pictures of the window's places in light, dark and with long words, for people to look at:
#   tests/screenshots.sh [FOLDER]      (build/dev/screenshots)
# Needs no display. window.png among them is the picture of the README,
# resources/screenshots/window.png.
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
folder=${1:-$root/build/dev/screenshots}
case $folder in
    /*) ;;
    *) folder=$PWD/$folder ;;
esac
cd "$root"
cmake --preset dev >/dev/null
cmake --build --preset dev --target screenshots
QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES="qt.qpa.*=false" build/dev/tests/peer-widgets/screenshots "$folder"
echo "pictures are in $folder"
