#!/usr/bin/env bash
# Makes artifacts/gpu: all that a machine with an NVIDIA GPU and a Python torch needs for run.sh, when it has no .NET and no network.
#   tests/gpu/publish.sh        then copy artifacts/gpu there, and type there: bash gpu/run.sh
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
folder="$root/artifacts/gpu"
part="$folder.$$.tmp"
trap 'rm -rf "$part"' EXIT

command -v dotnet >/dev/null || { echo "publish.sh: the .NET 10 SDK was not found. lib/pml doctor tells how to install it." >&2; exit 1; }
echo "publishing tests/Benchmarks with .NET (about a minute)"
dotnet publish "$root/tests/Benchmarks" -c Release -r linux-x64 --self-contained -v q --nologo -o "$part" -p:DebugType=none
rm -f "$part"/libtorch*.so "$part"/libc10*.so "$part"/libgomp* "$part"/*.xml   # the Python torch's are used there
cp "$root/tests/gpu/run.sh" "$part/"
rm -rf "$folder"
mv "$part" "$folder"
echo "made ${folder#"$root"/} ($(du -sh "$folder" | cut -f1)). On the GPU machine: bash gpu/run.sh"
