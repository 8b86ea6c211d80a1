# What is there, what is missing, and the command that mends it.

doctor() {
  local broken=0
  doctor_machine
  doctor_torch
  doctor_figures
  doctor_published
  if [ $broken -eq 0 ]; then echo "lib/pml run will work."; else echo "lib/pml run will not work yet: mend the lines marked 'needs'."; fi
  [ $broken -eq 0 ]
}

good() { printf '  ok     %s\n' "$1"; }
note() { printf '  note   %s\n         %s\n' "$1" "$2"; }
need() { printf '  needs  %s\n         %s\n' "$1" "$2"; broken=1; }

doctor_machine() {
  echo "machine"
  if has_sdk; then good ".NET SDK $(dotnet --version 2>/dev/null)"; else need "the .NET 10 SDK" "$sdk_advice"; fi
  good "$(nproc) cores, $(awk '/MemTotal/ { printf "%.0f", $2 / 1048576 }' /proc/meminfo) GB memory"
  local free
  free="$(df -Pm "$root" | awk 'NR == 2 { print $4 }')"
  if [ "$free" -ge 4000 ]; then good "$((free / 1024)) GB free on the disk of this checkout"
  else note "$free MB free on the disk of this checkout; set-up takes up to 4 GB" "Type: rm -rf '$artifacts' to start afresh, or free some space"; fi
  if can_install; then good "missing Debian packages can be installed by lib/pml"
  else note "lib/pml cannot install packages here (not root, no password-free sudo, or no apt-get)" "It prints the command to type when one is missing."; fi
}

doctor_torch() {
  local torch note="$artifacts/native/libLibTorchSharp.so.note"
  torch="$(configured_torch)"
  echo "tensors"
  if [ -n "$torch" ]; then good "TorchSharp-$torch $(torch_version) (lib/pml setup --torch NAME changes it)"; else note "TorchSharp is not fetched yet" "lib/pml setup does so; run and test do so by themselves"; fi
  [ ! -e "$note" ] || good "$(cat "$note")"
  [ -z "${PML_LIBTORCH:-}" ] || good "libtorch from $PML_LIBTORCH (PML_LIBTORCH)"
  if has_gpu; then good "GPU: $(nvidia-smi -L | sed -n '1s/ (UUID.*//p')"; else good "no NVIDIA GPU; the CPU is used"; fi
}

doctor_figures() {
  local browser
  echo "figures"
  if browser="$(find_chromium)"; then good "Chromium for PNG: $browser"; else note "no Chromium, so no PNG of figures" "Type: $(install_command chromium fonts-liberation)"; fi
  if has_turbojpeg; then good "libturbojpeg for JPEG files"; else note "no libturbojpeg, so UTKFace's JPEG files cannot be read" "Type: $(install_command libturbojpeg0)"; fi
  if [ -n "${PML_PLOTLY:-}" ] && [ -e "$PML_PLOTLY" ]; then good "plotly.js: $PML_PLOTLY (PML_PLOTLY)"
  elif [ -e "$(plotly_file)" ]; then good "plotly.js $plotly_version"
  elif command -v npm >/dev/null || command -v curl >/dev/null; then note "plotly.js $plotly_version is not fetched yet" "Type: lib/pml setup"
  else note "neither npm nor curl, so plotly.js cannot be fetched" "Type: $(install_command curl)   and then: lib/pml setup"; fi
}

doctor_published() {
  echo "lib/bin"
  if [ ! -e "$published/.stamp" ]; then note "not built yet" "lib/pml setup builds it; run and test do so by themselves"; return; fi
  if sources_changed; then note "older than the sources" "the next run or test builds it anew"; else good "built for TorchSharp-$(cat "$published/.stamp")"; fi
  ! has_sdk || dotnet "$published/PML.Host.dll" doctor || broken=1
}
