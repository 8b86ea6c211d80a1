# Which of TorchSharp's packages this checkout takes, and the wait for its half a gigabyte.

torch_names="cpu cuda-linux auto"
torch_file="$root/lib/Torch.props"

configured_torch() { sed -n 's/.*<TorchPackage[^>]*>TorchSharp-\(.*\)<\/TorchPackage>.*/\1/p' "$torch_file" 2>/dev/null || true; }

# The package asked for: --torch, else what an earlier call chose, else auto.
wanted_torch() {
  local wanted="${1:-$(configured_torch)}"
  wanted="${wanted:-auto}"
  case " $torch_names " in
    *" $wanted "*) echo "$wanted" ;;
    *) misuse "--torch must be one of $torch_names; found '$wanted'." ;;
  esac
}

has_gpu() { command -v nvidia-smi >/dev/null && timeout 20 nvidia-smi -L >/dev/null 2>&1; }

# Fetches the package and writes the choice down. `auto` takes the CUDA build where a GPU answers and the registry serves it.
ensure_torch() {
  local torch="$1" reason="asked for"
  [ "$(uname -m)" = x86_64 ] || fail "TorchSharp has no libtorch for Linux on $(uname -m)." "It needs x86_64."
  if [ "$torch" = auto ]; then
    torch=cpu reason="no NVIDIA GPU answers"
    if has_gpu; then
      if fetch_torch cuda-linux; then torch=cuda-linux reason="nvidia-smi answers"; else reason="a GPU answers, but the registry does not serve TorchSharp-cuda-linux; README.md tells how to use the GPU all the same"; fi
    fi
  fi
  [ -e "$artifacts/.torch-$torch" ] || fetch_torch "$torch" || { tell_restore "$torch"; exit 1; }
  say "pml: TorchSharp-$torch ($reason)"
  write_torch_file "$torch"
}

torch_version() { sed -n 's/.*Include="TorchSharp-cpu" Version="\([^"]*\)".*/\1/p' "$root/Directory.Packages.props"; }

torch_size() { case "$1" in cpu) echo "about 0.2 GB to download, 0.6 GB unpacked" ;; *) echo "about 3 GB to download, 7 GB unpacked" ;; esac; }

# Into NuGet's own cache, where the build looks for it.
fetch_torch() {
  local before
  before="$(fetched_megabytes)"
  attended '$(($(fetched_megabytes) - '"$before"')) MB so far' "restore-$1" "fetching TorchSharp-$1 $(torch_version) with libtorch ($(torch_size "$1"), once per machine)" \
    dotnet restore "$root/lib/PML/PML.csproj" "-p:TorchPackage=TorchSharp-$1" && touch "$artifacts/.torch-$1"
}

# NuGet downloads into one folder and unpacks into another.
fetched_megabytes() { { du -sm "${NUGET_PACKAGES:-$HOME/.nuget/packages}" "$HOME/.local/share/NuGet" 2>/dev/null || true; } | awk '{ sum += $1 } END { print sum + 0 }'; }

tell_restore() {
  show_log "restore-$1"
  say "pml: TorchSharp-$1 $(torch_version) could not be fetched."
  if grep -qE 'NU1301|timed out|Name or service' "$artifacts/log/restore-$1.log"; then say "     The package registry did not answer. Check the network or the proxy, then call lib/pml again: it goes on where it stopped."
  elif grep -qE 'NU1101|NU1102' "$artifacts/log/restore-$1.log"; then say "     The registry does not serve the package named above. Another one: dotnet nuget add source URL; another package: lib/pml setup --torch cpu"
  elif grep -qi 'no space' "$artifacts/log/restore-$1.log"; then say "     The disk of ${NUGET_PACKAGES:-$HOME/.nuget/packages} is full. Free some space, or let NUGET_PACKAGES name a folder elsewhere."
  else say "     Mend what the lines above name, then call lib/pml again."; fi
}

write_torch_file() {
  local part="$torch_file.$$.tmp"
  cat >"$part" <<TEXT
<Project>
  <!-- Written by lib/pml: which of TorchSharp's packages this checkout takes; lib/pml setup with the option torch changes it. -->
  <PropertyGroup>
    <TorchPackage Condition="'\$(TorchPackage)' == ''">TorchSharp-$1</TorchPackage>
  </PropertyGroup>
</Project>
TEXT
  if cmp -s "$part" "$torch_file"; then rm "$part"; else mv -f "$part" "$torch_file"; fi
}
