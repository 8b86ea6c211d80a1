#!/usr/bin/env bash
# On a machine with a GPU: builds the shim against the libtorch that is there, then a smoke training and the benchmark.
#   run.sh [--device cuda|cpu] [--rounds N]     from the folder that publish.sh made, or from the repository after publish.sh
# Needs: a libtorch (PML_LIBTORCH, libtorch-dev, or a Python package torch) and a C++ compiler (g++, c++, clang++, or nvcc).
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

# nvcc takes the compiler's and the linker's options only behind options of its own.
write_nvcc_wrapper() { # FILE
  cat >"$1" <<'TEXT'
#!/usr/bin/env bash
arguments=()
for a in "$@"; do
  case "$a" in
    -Wl,*) arguments+=(-Xlinker "${a#-Wl,}") ;;
    -fPIC | -fvisibility=*) arguments+=(-Xcompiler "$a") ;;
    *.cpp) arguments+=(-x c++ "$a") ;;
    *) arguments+=("$a") ;;
  esac
done
exec nvcc "${arguments[@]}"
TEXT
  chmod +x "$1"
}

choose_compiler() {
  local name
  for name in "${CXX:-}" g++ c++ clang++; do
    if [ -n "$name" ] && command -v "$name" >/dev/null; then export CXX="$name"; return; fi
  done
  PATH="$PATH:/usr/local/cuda/bin"
  command -v nvcc >/dev/null || fail "no C++ compiler was found: g++, c++, clang++ or nvcc." "Debian, Ubuntu: apt-get install g++; CXX names another one."
  write_nvcc_wrapper "$work/nvcc-as-c++"
  export CXX="$work/nvcc-as-c++" PATH
}

check_device() {
  [ "$device" = cuda ] || return 0
  command -v nvidia-smi >/dev/null && nvidia-smi -L >/dev/null 2>&1 || fail "no NVIDIA GPU answers (nvidia-smi)." "To try the rest on the CPU: run.sh --device cpu"
  nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv,noheader | sed 's/^/gpu       /'
}

# For CUDA, a Python's torch comes before a libtorch-dev, which is a CPU build.
prefer_cuda() {
  local python folder
  [ "$device" = cuda ] && [ -z "${PML_LIBTORCH:-}" ] || return 0
  for python in python3 /usr/bin/python3; do
    folder="$("$python" -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])' 2>/dev/null)" || continue
    [ ! -e "$folder/lib/libtorch_cuda.so" ] || { export PML_LIBTORCH="$folder"; return; }
  done
}

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
[ -x "$here/PML.Benchmarks" ] || fail "the program was not found in $here." "Where .NET is: tests/gpu/publish.sh; then copy artifacts/gpu here."
echo "system    $(uname -sm), $(nproc) cores, glibc $(getconf GNU_LIBC_VERSION | cut -d' ' -f2)"
check_device
choose_compiler
echo "compiler  $CXX: $("$CXX" --version | grep -E '[0-9]\.[0-9]' | head -n 1)"
prefer_cuda
libtorch="$(bash "$here/build.sh" --find)" || exit 1
echo "found     $libtorch"
[ "$device" = cpu ] || [[ "$libtorch" == *CUDA* ]] || fail "this libtorch has no CUDA." "Let PML_LIBTORCH name a CUDA build: a folder with include/ and lib/libtorch_cuda.so, such as site-packages/torch."
bash "$here/build.sh" "$work/libpml_torch.so"
export PML_SHIM="$work/libpml_torch.so" PML_DEVICE="$device"
echo
"$here/PML.Benchmarks" smoke
echo
"$here/PML.Benchmarks" bench "$rounds"
