# What must be installed on the machine: the .NET SDK, and Debian's packages (by apt-get, as root or with a sudo that asks nothing).

# A system or cron user may have no home; .NET and NuGet need one.
ensure_home() {
  [ -z "${HOME:-}" ] || [ ! -d "$HOME" ] || [ ! -w "$HOME" ] || return 0
  local home="${TMPDIR:-/tmp}/pml-home-$(id -u)"
  mkdir -p -m 700 "$home" && [ -O "$home" ] && [ ! -L "$home" ] || fail "HOME names no folder that can be written, and $home is not this user's." "Let HOME name a folder."
  say "pml: HOME names no folder that can be written; $home is used"
  export HOME="$home"
}

find_dotnet() {
  local folder
  for folder in "${DOTNET_ROOT:-}" "$HOME/.dotnet" /usr/share/dotnet /usr/lib/dotnet; do
    ! command -v dotnet >/dev/null || return 0
    [ ! -x "$folder/dotnet" ] || export PATH="$folder:$PATH" DOTNET_ROOT="$folder"
  done
  command -v dotnet >/dev/null
}

# Without grep -q behind a pipe: it ends early, and under pipefail the pipe then fails at random.
has_sdk() { find_dotnet && [[ $'\n'"$(dotnet --list-sdks 2>/dev/null)" == *$'\n10.'* ]]; }

sdk_advice="Install it: https://learn.microsoft.com/dotnet/core/install/linux-debian, or without root: curl -fsSL https://dot.net/v1/dotnet-install.sh | bash -s -- --channel 10.0"

check_tools() {
  local tool
  [ "$(uname -s)" = Linux ] || fail "lib/pml is for Linux; found $(uname -s)." "README.md has the command for Windows and macOS."
  for tool in flock find sed tar sha512sum timeout; do
    command -v "$tool" >/dev/null || fail "the tool '$tool' was not found." "Type: sudo apt-get install -y util-linux findutils sed tar coreutils"
  done
  has_sdk || fail "the .NET 10 SDK was not found." "$sdk_advice"
}

# How apt-get is run here: as root, through sudo, or (status 1) not at all.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then "$@"; elif sudo -n true 2>/dev/null; then sudo -n "$@"; else return 1; fi
}

can_install() { command -v apt-get >/dev/null && as_root true; }

install_command() { echo "sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"; }

lists_are_fresh() { [ -n "$(find /var/lib/apt/lists -maxdepth 1 -name '*_Packages*' -mtime -2 -print -quit 2>/dev/null)" ]; }

apt_install() {
  local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=600)
  lists_are_fresh || as_root "${apt[@]}" update || return
  as_root "${apt[@]}" install --no-install-recommends "$@" && return
  as_root "${apt[@]}" update && as_root "${apt[@]}" install --no-install-recommends "$@"   # the lists may have been too old
}

find_chromium() {
  local name
  for name in "${PML_CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
    [ -z "$name" ] || ! command -v "$name" 2>/dev/null || return 0
  done
  return 1
}

# Chromium turns figures into PNG. It is tried once; without it everything else works.
ensure_chromium() {
  local tried="$artifacts/.chromium-tried" packages="chromium fonts-liberation"
  ! find_chromium >/dev/null && [ ! -e "$tried" ] || return 0
  mkdir -p "$artifacts" && touch "$tried"
  if ! can_install; then
    say "pml: no Chromium here, so figures get no PNG (pages and notebooks stay interactive). To have them: $(install_command "$packages")"
  elif ! step chromium "installing Chromium, which turns figures into PNG (about a minute, once per machine)" apt_install $packages; then
    say "     Chromium could not be installed; figures get no PNG, all else works. To try again: $(install_command "$packages")"
  fi
}

# libturbojpeg reads and writes JPEG files, which UTKFace comes as. It is tried once; without it all else works.
ensure_turbojpeg() {
  local tried="$artifacts/.turbojpeg-tried" package="libturbojpeg0"
  ! has_turbojpeg && [ ! -e "$tried" ] || return 0
  mkdir -p "$artifacts" && touch "$tried"
  if ! can_install; then
    say "pml: no libturbojpeg here, so UTKFace's JPEG files cannot be read. To have it: $(install_command "$package")"
  elif ! step turbojpeg "installing libturbojpeg, which reads JPEG files (some seconds, once per machine)" apt_install "$package"; then
    say "     libturbojpeg could not be installed; UTKFace's JPEG files cannot be read, all else works. To try again: $(install_command "$package")"
  fi
}

has_turbojpeg() { [[ "$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p 2>/dev/null)" == *libturbojpeg.so.0* ]]; }

# Slurm is what the tests of sweeps on a cluster start for themselves. It is tried once; without it they are skipped.
ensure_slurm() {
  local tried="$artifacts/.slurm-tried" packages="slurm-wlm munge"
  ! has_slurm && [ ! -e "$tried" ] || return 0
  mkdir -p "$artifacts" && touch "$tried"
  if ! can_install; then
    say "pml: no Slurm here, so sweeps on a cluster are not tested. To have it: $(install_command "$packages")"
  elif ! step slurm "installing Slurm for the tests of sweeps on a cluster (one or two minutes, once per machine)" apt_install $packages; then
    say "     Slurm could not be installed; sweeps on a cluster are not tested. To try again: $(install_command "$packages")"
  fi
}

has_slurm() { (PATH="$PATH:/usr/sbin" && command -v sbatch && command -v slurmctld && command -v slurmd && command -v munged) >/dev/null; }

# Jupyter is what the tests of the kernel start as a user would. It is tried once; without it they are skipped.
ensure_jupyter() {
  local tried="$artifacts/.jupyter-tried" packages="jupyter-client jupyter-nbconvert jupyter-notebook python3-nbformat"
  ! has_jupyter && [ ! -e "$tried" ] || return 0
  mkdir -p "$artifacts" && touch "$tried"
  if ! can_install; then
    say "pml: no Jupyter here, so the kernel is not tested with it. To have it: $(install_command "$packages")"
  elif ! step jupyter "installing Jupyter for the tests of the kernel (one or two minutes, once per machine)" apt_install $packages; then
    say "     Jupyter could not be installed; the kernel is not tested with it. To try again: $(install_command "$packages")"
  fi
}

has_jupyter() {
  local python
  for python in /usr/bin/python3 python3; do
    ! "$python" -c 'from importlib.util import find_spec as f; exit(not all(map(f, ("jupyter_client", "nbconvert", "nbformat", "notebook"))))' 2>/dev/null || return 0
  done
  return 1
}

zeromq_version=6.5.0

# zeromq.js is a second ZeroMQ for the tests of the kernel. Its package holds the built library, so none of its scripts needs to run.
ensure_zeromq() {
  local tried="$artifacts/.zeromq-tried" folder="$artifacts/zeromq"
  ! grep -qs "\"version\": \"$zeromq_version\"" "$folder/node_modules/zeromq/package.json" && [ ! -e "$tried" ] || return 0
  mkdir -p "$folder" && touch "$tried"
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    say "pml: no Node.js or npm here, so the kernel is not tested with zeromq.js. To have it: $(install_command nodejs npm)"
  elif ! fetching zeromq "fetching zeromq.js $zeromq_version for the tests of the kernel (8 MB, once)" 300 npm install --fetch-retries=1 --fetch-timeout=60000 --ignore-scripts --no-audit --no-fund --no-save --prefix "$folder" "zeromq@$zeromq_version"; then
    say "     zeromq.js could not be fetched; the kernel is not tested with it. With a network: lib/pml setup, then the tests again"
  fi
}

forget_optional() { rm -f "$artifacts/.jupyter-tried" "$artifacts/.zeromq-tried" "$artifacts/.chromium-tried" "$artifacts/.plotly-tried" "$artifacts/.slurm-tried" "$artifacts/.turbojpeg-tried"; }
