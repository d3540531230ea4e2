#!/usr/bin/env bash
# Installs what is missing, builds, and passes every test without a display.
#
#   tests/run.sh          debug build, warnings are errors
#   tests/run.sh ci       the same without what a debugger reads, which takes a quarter of the time
#   tests/run.sh asan     the same under AddressSanitizer and UndefinedBehaviorSanitizer
#   tests/run.sh tsan     the same under ThreadSanitizer
set -euo pipefail

root=$(dirname "$(dirname "$(readlink -f "$0")")")
preset=${1:-dev}
case "$preset" in
dev | ci | asan | tsan) ;;
-h | --help)
    sed -n '2,7s/^# \{0,1\}//p' "$0"
    exit 0
    ;;
*)
    echo "run.sh: unknown preset \"$preset\". Usage: tests/run.sh [dev|ci|asan|tsan]" >&2
    exit 2
    ;;
esac

# shellcheck source=SCRIPTDIR/../resources/packages.sh
source "$root/resources/packages.sh"
ft_install_packages "$root/resources/packages.txt"

# ThreadSanitizer of GCC 12 cannot live with the address layout of newer kernels.
runner=()
if [ "$preset" = tsan ] && setarch "$(uname -m)" -R true 2>/dev/null; then
    runner=(setarch "$(uname -m)" -R)
fi

cd "$root"
cmake --preset "$preset" -DFT_WERROR=ON
cmake --build --preset "$preset" --parallel "$(nproc)"
"${runner[@]}" ctest --preset "$preset" --parallel "$(nproc)"
