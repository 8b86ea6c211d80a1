# The engine "system": the machine's own libtorch, a compiler for the shim, and a fast BLAS for Debian's libtorch.

find_libtorch() { bash "$root/lib/PML.Torch/native/build.sh" --find 2>/dev/null; }

ensure_libtorch() {
  local missing=() found
  find_libtorch >/dev/null || missing+=(libtorch-dev)
  command -v "${CXX:-g++}" >/dev/null || missing+=(g++)
  if [ ${#missing[@]} -gt 0 ]; then
    is_installed libopenblas0-pthread || missing+=(libopenblas0-pthread)
    can_install || fail "the engine 'system' needs libtorch and a C++ compiler; not found: ${missing[*]}." \
      "Type: $(install_command "${missing[*]}")   (or let PML_LIBTORCH name a libtorch folder)"
    step apt "installing ${missing[*]} with apt-get, for the engine 'system' (2 to 5 minutes, once per machine)" apt_install "${missing[@]}" \
      || { show_log apt; fail "apt-get could not install ${missing[*]}." "Type: $(install_command "${missing[*]}")"; }
  fi
  found="$(find_libtorch)" || fail "libtorch was not found even now." "Type: bash lib/PML.Torch/native/build.sh --find"
  ensure_blas "$found"
  rebuild_shim_if_moved "$found"
}

ensure_blas() {
  case "$1" in *Debian*) ;; *) return 0 ;; esac
  ! is_installed libopenblas0-pthread && ! is_installed libopenblas0-openmp || return 0
  if ! can_install || ! step blas "installing libopenblas0-pthread: small networks train 12 times faster with it" apt_install libopenblas0-pthread; then
    say "pml: libtorch works, but slowly, without OpenBLAS. Type: $(install_command libopenblas0-pthread)"
  fi
}

# The shim belongs to the libtorch that it was built against.
rebuild_shim_if_moved() {
  local note="$artifacts/system/native/libtorch.txt"
  mkdir -p "${note%/*}"
  [ "$(cat "$note" 2>/dev/null)" = "$1" ] || { rm -f "$artifacts/system/native/libpml_torch.so"; echo "$1" >"$note"; }
}
