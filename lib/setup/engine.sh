# Which library does the tensor work: TorchSharp's packages, or lib/PML.Torch over the machine's own libtorch ("system").

engine_names="system torchsharp-cpu torchsharp-cuda-linux"

configured_engine() { sed -n 's/.*<TorchEngine[^>]*>\(.*\)<\/TorchEngine>.*/\1/p' "$engine_file" 2>/dev/null || true; }

# The engine asked for: --engine, else PML_ENGINE, else what an earlier call chose, else auto.
wanted_engine() {
  local wanted="${1:-${PML_ENGINE:-$(configured_engine)}}"
  wanted="${wanted:-auto}"
  case " $engine_names auto " in
    *" $wanted "*) echo "$wanted" ;;
    *) misuse "the engine must be one of $engine_names auto; found '$wanted'." ;;
  esac
}

find_libtorch() { bash "$root/lib/PML.Torch/native/build.sh" --find 2>/dev/null; }

has_gpu() { command -v nvidia-smi >/dev/null && timeout 20 nvidia-smi -L >/dev/null 2>&1; }

package_of() { case "$1" in torchsharp-cpu) echo TorchSharp-cpu ;; torchsharp-cuda-linux) echo TorchSharp-cuda-linux ;; esac; }

size_of() { case "$1" in torchsharp-cpu) echo "about 0.4 GB to download, 1.2 GB unpacked" ;; *) echo "about 3 GB to download, 7 GB unpacked" ;; esac; }

# Restores a throw-away project that asks for the engine's package, and prints the version that it got.
restore_torchsharp() {
  local package folder version
  package="$(package_of "$1")"
  version="$(sed -n "s/.*Include=\"$package\" Version=\"\([^\"]*\)\".*/\1/p" "$root/Directory.Packages.props")"
  folder="$(mktemp -d)"
  cat >"$folder/probe.csproj" <<TEXT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net8.0</TargetFramework><NuGetAudit>false</NuGetAudit></PropertyGroup>
  <ItemGroup><PackageReference Include="$package" Version="$version" /></ItemGroup>
</Project>
TEXT
  local status=0
  timeout 900 dotnet restore "$folder/probe.csproj" || status=$?
  sed -n "s|.*\"$package/\([0-9][^\"]*\)\": {.*|\1|p" "$folder/obj/project.assets.json" 2>/dev/null | head -n 1 >"$artifacts/log/torchsharp.version" || true
  rm -rf "$folder"
  return $status
}

# serves ENGINE: whether the package registry has it. The time goes into the download that the build needs anyway.
serves() {
  [ "$(uname -m)" = x86_64 ] || return 1
  step "restore-$1" "asking the package registry for $(package_of "$1") ($(size_of "$1"), once per machine)" restore_torchsharp "$1" && return
  say "     it is not to be had: $(grep -ohE 'NU1[0-9]{3}: [^[]*' "$artifacts/log/restore-$1.log" | head -n 1 | grep . || echo "see $artifacts/log/restore-$1.log")"
  return 1
}

# Sets engine and reason. TorchSharp's packages come first; with a GPU, a CUDA build of libtorch comes before a CPU package.
choose_automatically() {
  if has_gpu; then
    if serves torchsharp-cuda-linux; then engine=torchsharp-cuda-linux reason="nvidia-smi answers, and the registry serves TorchSharp-cuda-linux"; return; fi
    if find_libtorch | grep -q CUDA; then engine=system reason="nvidia-smi answers, and there is a $(find_libtorch)"; return; fi
  fi
  if serves torchsharp-cpu; then
    engine=torchsharp-cpu reason="the registry serves TorchSharp-cpu $(cat "$artifacts/log/torchsharp.version")"
  else
    engine=system reason="the registry does not serve TorchSharp; the machine's own libtorch is used"
  fi
}

write_engine_file() {
  local part="$engine_file.$$.tmp"
  cat >"$part" <<TEXT
<Project>
  <!-- Written by lib/pml: the tensor engine of this checkout; lib/pml setup with the option engine changes it. -->
  <PropertyGroup>
    <TorchEngine Condition="'\$(TorchEngine)' == ''">$1</TorchEngine>
    <!-- Only this platform's native files, and links in place of copies: libtorch is half a gigabyte, for each of six projects. -->
    <UseCurrentRuntimeIdentifier>true</UseCurrentRuntimeIdentifier>
    <SelfContained>false</SelfContained>
    <CreateHardLinksForCopyLocalIfPossible>true</CreateHardLinksForCopyLocalIfPossible>
  </PropertyGroup>
</Project>
TEXT
  if cmp -s "$part" "$engine_file"; then rm "$part"; else mv -f "$part" "$engine_file"; fi
}

# Sets up what engine $1 needs from the machine, and writes the choice down.
ensure_engine() {
  local engine="$1" reason="asked for"
  if [ "$engine" = auto ]; then choose_automatically; elif [ "$engine" = "$(configured_engine)" ]; then reason="chosen before"; fi
  case "$engine" in
    system) ensure_libtorch ;;
    *) [ "$reason" != "asked for" ] || serves "$engine" || fail "the engine $engine needs the package $(package_of "$engine")." "Another engine: lib/pml setup --engine system" ;;
  esac
  say "pml: engine $engine ($reason)"
  write_engine_file "$engine"
}

# The machine's libtorch, a compiler for the shim, and a fast BLAS for Debian's libtorch.
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
