# Sourced by every script here: strict mode, the root of the project as working directory, tools of the project on PATH.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$PWD/.tools/bin:$PWD/node_modules/.bin:${CARGO_HOME:-$HOME/.cargo}/bin:$PATH"
# Tools ask nobody for newer versions of themselves.
export TRUNK_SKIP_VERSION_CHECK=true npm_config_update_notifier=false

say() { printf '\033[1m== %s\033[0m\n' "$*"; }
die() { printf '\033[31;1m%s\033[0m\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
