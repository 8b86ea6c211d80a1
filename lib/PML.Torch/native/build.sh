#!/usr/bin/env bash
# Builds libpml_torch.so against the libtorch that this machine has.
#   build.sh OUTPUT.so   builds it
#   build.sh --find      prints what it would be built against
# Looked for in this order: the folder PML_LIBTORCH (with include/ and lib/), Debian's libtorch-dev, a Python package `torch`.
set -euo pipefail
source_file="$(cd "$(dirname "$0")" && pwd)/pml_torch.cpp"
compiler="${CXX:-g++}"

fail() { echo "build.sh: $*" >&2; exit 1; }

# Sets origin, include and library when the two folders are a libtorch's.
take() { # ORIGIN INCLUDE LIBRARY
  [ -f "$2/ATen/ATen.h" ] && [ -f "$2/torch/csrc/api/include/torch/cuda.h" ] && [ -e "$3/libtorch_cpu.so" ] && [ -e "$3/libc10.so" ] || return 1
  origin="$1"; include="$2"; library="$3"
}

from_python() {
  local python folder
  for python in python3 /usr/bin/python3; do
    folder="$("$python" -c 'import importlib.util as u; print(u.find_spec("torch").submodule_search_locations[0])' 2>/dev/null)" || continue
    take "Python torch ($folder)" "$folder/include" "$folder/lib" && return 0
  done
  return 1
}

find_libtorch() {
  if [ -n "${PML_LIBTORCH:-}" ]; then
    take "PML_LIBTORCH ($PML_LIBTORCH)" "$PML_LIBTORCH/include" "$PML_LIBTORCH/lib" \
      || fail "PML_LIBTORCH must name a folder with include/ATen and lib/libtorch_cpu.so; found '$PML_LIBTORCH'"
    return
  fi
  take "Debian's libtorch-dev" /usr/include "/usr/lib/$(uname -m)-linux-gnu" && return
  from_python && return
  fail "no libtorch found. Install one (Debian, Ubuntu: apt-get install libtorch-dev; anywhere: a Python package torch), or let PML_LIBTORCH name its folder"
}

version() {
  sed -n 's/^#define TORCH_VERSION_\(MAJOR\|MINOR\|PATCH\) \([0-9]*\).*/\2/p' "$include/torch/csrc/api/include/torch/version.h" | paste -sd .
}

# std::string has two layouts; c10::Error takes one, so its symbol tells which libtorch was built with.
string_abi() { if grep -q 'c105ErrorC[12]ENS_14SourceLocationESs' "$library/libc10.so"; then echo 0; else echo 1; fi; }

libraries() {
  echo -n "-ltorch -ltorch_cpu -lc10"
  if [ -e "$library/libtorch_cuda.so" ]; then echo -n " -ltorch_cuda -lc10_cuda"; fi
}

compile() { # STANDARD OUTPUT
  # Unused libraries stay linked: libtorch_cuda registers its kernels when it is loaded.
  # shellcheck disable=SC2046
  "$compiler" "-std=$1" -O2 -fPIC -shared -fvisibility=hidden -w "-D_GLIBCXX_USE_CXX11_ABI=$(string_abi)" \
    "-I$include" "-I$include/torch/csrc/api/include" "$source_file" \
    "-L$library" -Wl,--no-undefined -Wl,--no-as-needed $(libraries) "-Wl,-rpath,$library" -o "$2"
}

main() {
  [ $# -eq 1 ] || { echo "usage: build.sh OUTPUT.so | --find" >&2; exit 2; }
  find_libtorch
  echo "libtorch $(version) ($(case "$(libraries)" in *cuda*) echo CUDA ;; *) echo CPU ;; esac)) from $origin"
  [ "$1" != --find ] || return 0
  command -v "$compiler" >/dev/null || fail "the C++ compiler '$compiler' was not found. Debian, Ubuntu: apt-get install g++; CXX names another one"
  mkdir -p "$(dirname "$1")"
  local part="$1.$$.tmp" log
  log="$(mktemp)"
  # shellcheck disable=SC2064
  trap "rm -f '$part' '$log'" EXIT
  compile c++17 "$part" 2>"$log" || compile c++20 "$part" 2>>"$log" || { cat "$log" >&2; fail "the compiler's messages are above"; }
  mv -f "$part" "$1"
  echo "built $1"
}

main "$@"
