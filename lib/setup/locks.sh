# Two calls at once must not disturb each other: one sets up at a time, and lib/bin is not replaced under a running notebook.

# with_setup_lock COMMAND...
with_setup_lock() {
  mkdir -p "$artifacts"
  exec 8>"$artifacts/.setup.lock"
  flock -n 8 || { say "pml: another lib/pml is setting up; waiting for it to end."; flock 8; }
  "$@" 8>&-   # no child keeps the lock
  exec 8>&-
}

# Holds lib/bin as it is until this process, or the program that it becomes, has ended.
use_published() {
  exec 7>"$artifacts/.use.lock"
  flock -s 7
}

# Puts the folder $1 in the place of lib/bin, in one go for everybody who looks.
replace_published() {
  local old="$artifacts/old-bin.$$"
  exec 6>"$artifacts/.use.lock"
  flock -n 6 || { say "pml: a notebook is running from lib/bin; waiting for it to end before lib/bin is replaced."; flock 6; }
  [ ! -e "$published" ] || mv "$published" "$old"
  mv "$1" "$published"
  exec 6>&-
  rm -rf "$old"
}
