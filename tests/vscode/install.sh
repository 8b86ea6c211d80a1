#!/usr/bin/env bash
# Installs code-server (VS Code in a browser) from npm into the folder $1, about 5 minutes; does nothing where it is there already.
# A plain `npm install` of it fails: one part needs headers of Kerberos, another downloads from outside of the registry. Neither
# is needed to open a notebook, so nothing runs its install script except the native parts that VS Code cannot start without.
set -euo pipefail
folder="$1"
version=4.100.3   # the newest that runs on Node 20
server="$folder/node_modules/code-server"
[ ! -e "$folder/.ready-$version" ] || exit 0

npm_quiet() { npm "$@" --ignore-scripts --no-audit --no-fund --loglevel=error; }

# 1. The program, the editor's own packages, and those of the extensions that come with it.
mkdir -p "$folder"
cd "$folder"
[ -e package.json ] || echo '{ "private": true }' >package.json
npm_quiet install "code-server@$version" playwright-core@1.49.1
(cd "$server/lib/vscode" && npm_quiet install --omit=dev)
(cd "$server/lib/vscode/extensions" && npm_quiet install --omit=dev)

# 2. The editor looks for packages in an archive that a release would have.
for part in "$server/lib/vscode" "$server/lib/vscode/extensions"; do ln -sfn node_modules "$part/node_modules.asar"; done

# 3. Native parts, against the Node that will run them.
headers="$(dirname "$(dirname "$(readlink -f "$(command -v node)")")")"
gyp="$(dirname "$(readlink -f "$(command -v npm)")")/../node_modules/node-gyp/bin/node-gyp.js"
build_native() { (cd "$1" && shift && node "$gyp" rebuild --nodedir="$headers" "$@"); }
(cd "$server/lib/vscode" && npm rebuild @vscode/spdlog native-watchdog @parcel/watcher --nodedir="$headers" --loglevel=error)
build_native "$server/lib/vscode/node_modules/node-pty"
argon="$folder/node_modules/argon2"
build_native "$argon" -- -Dmodule_name=argon2 -Dmodule_path=lib/binding/napi-v3 -Dnapi_build_version=3

# 4. The editor's file search starts this program.
ripgrep="$server/lib/vscode/node_modules/@vscode/ripgrep/bin"
mkdir -p "$ripgrep"
if command -v rg >/dev/null; then ln -sfn "$(command -v rg)" "$ripgrep/rg"; fi

touch "$folder/.ready-$version"
