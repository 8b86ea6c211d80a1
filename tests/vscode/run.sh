#!/usr/bin/env bash
# Opens notebooks in VS Code itself (code-server: VS Code in a browser) with the kit's extension, as a person would, in a headless Chromium.
#   tests/vscode/run.sh [SCENE ...]      scenes: start live robust saved; without one, all of them
# What it does:
#   1. installs code-server into artifacts/code-server from npm (install.sh, about 5 minutes, once; CODE_SERVER names another folder)
#   2. packs the extension (lib/pml vscode pack) and installs the .vsix into an empty profile (lib/pml vscode install)
#   3. copies notebooks/00-start-here.ipynb at smoke scale, and small notebooks of its own, into artifacts/vscode/kit
#   4. opens each, runs it, saves with Ctrl+S, and checks the outputs in the saved file and in the page (drive.mjs, and scenes/)
#   5. leaves screenshots in artifacts/vscode/*.png: look at them
# It needs Node 20, npm, python3, make, g++ and chromium. It is not part of `lib/pml test`.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
out="$root/artifacts/vscode"
server="${CODE_SERVER:-$root/artifacts/code-server}"
port="${PORT:-8399}"

for tool in node npm python3 make g++; do
  command -v "$tool" >/dev/null || { echo "tests/vscode/run.sh needs $tool. Type: sudo apt-get install -y nodejs npm python3 make g++"; exit 1; }
done
chromium="$(command -v "${PML_CHROMIUM:-chromium}")" || { echo "tests/vscode/run.sh needs Chromium. Type: sudo apt-get install -y chromium"; exit 1; }
[ -e "$server/node_modules/code-server" ] || echo "Installing code-server into $server (about 5 minutes, once)"
"$here/install.sh" "$server" >"$root/artifacts/code-server.log" 2>&1 || { tail -n 20 "$root/artifacts/code-server.log"; exit 1; }

# A kit of its own: the same library, notebooks that may be changed.
rm -rf "$out"
mkdir -p "$out/kit/notebooks" "$out/profile/User" "$out/home"
ln -s "$root/lib" "$out/kit/lib"
cp "$here/settings.json" "$out/profile/User/settings.json"
node "$here/notebooks.mjs" "$root/notebooks" "$out/kit/notebooks"

# code-server as the command of an editor: with the profile of this run.
cat >"$out/editor" <<TEXT
#!/bin/sh
HOME='$out/home' exec node '$server/node_modules/code-server' --user-data-dir '$out/profile' --extensions-dir '$out/extensions' "\$@"
TEXT
chmod +x "$out/editor"
"$root/lib/pml" vscode pack --out "$out/pml-notebooks.vsix"
"$root/lib/pml" vscode install --editor "$out/editor"

"$out/editor" --auth none --bind-addr "127.0.0.1:$port" --disable-telemetry --disable-update-check --disable-workspace-trust >"$out/server.log" 2>&1 &
editor=$!
trap 'kill $editor 2>/dev/null || true' EXIT
CODE_SERVER="$server" CHROMIUM="$chromium" node "$here/drive.mjs" "http://127.0.0.1:$port" "$out" "$@"
