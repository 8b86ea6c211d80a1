#!/usr/bin/env bash
# On a machine with a GPU: gradients against the CPU's, a small front, and steps a second, over the libtorch of a Python torch.
#   run.sh [--device cuda|cpu] [--rounds N]     from the folder that publish.sh made, or from the repository after publish.sh
# PML_LIBTORCH names the lib folder of a Python torch 2.10 with CUDA; without it the one of python3 is taken.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
[ -x "$here/PML.Benchmarks" ] || here="$here/../../artifacts/gpu"
device=cuda rounds=21

fail() { printf 'run.sh: %s\n' "$@" >&2; exit 1; }

while [ $# -gt 0 ]; do
  case "$1 ${2:-}" in
    "--device cuda" | "--device cpu") device="$2" ;;
    "--rounds "[1-9]*) rounds="$2" ;;
    *) echo "usage: run.sh [--device cuda|cpu] [--rounds N]" >&2; exit 2 ;;
  esac
  shift 2
done

find_libtorch() {
  local python
  for python in python3 /usr/bin/python3; do
    "$python" -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0] + "/lib")' 2>/dev/null && return
  done
  fail "no Python torch was found." "Let PML_LIBTORCH name the lib folder of one, such as site-packages/torch/lib; it must be version 2.10."
}

[ -x "$here/PML.Benchmarks" ] || fail "the program was not found in $here." "Where .NET is: tests/gpu/publish.sh; then copy artifacts/gpu here."
echo "system    $(uname -sm), $(nproc) cores, glibc $(getconf GNU_LIBC_VERSION | cut -d' ' -f2)"
if [ "$device" = cuda ]; then
  command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1 || fail "no NVIDIA GPU answers (nvidia-smi)." "To try the rest on the CPU: run.sh --device cpu"
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader | sed 's/^/gpu       /'
fi
PML_LIBTORCH="${PML_LIBTORCH:-$(find_libtorch)}"
[ "$device" = cpu ] || [ -e "$PML_LIBTORCH/libtorch_cuda.so" ] || fail "the libtorch in $PML_LIBTORCH has no CUDA." "Let PML_LIBTORCH name the lib folder of a Python torch with CUDA."
echo "libtorch  $PML_LIBTORCH"
echo
export PML_LIBTORCH PML_DEVICE="$device" DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1
exec "$here/PML.Benchmarks" gpu "$rounds"
