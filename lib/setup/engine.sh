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

has_gpu() { command -v nvidia-smi >/dev/null && timeout 20 nvidia-smi -L >/dev/null 2>&1; }

# Sets engine and reason. TorchSharp's packages come first; with a GPU, a CUDA build of libtorch comes before a CPU package.
choose_automatically() {
  if has_gpu; then
    if serves torchsharp-cuda-linux; then engine=torchsharp-cuda-linux reason="nvidia-smi answers, and the registry serves TorchSharp-cuda-linux"; return; fi
    if find_libtorch | grep -q CUDA; then engine=system reason="nvidia-smi answers, and there is a $(find_libtorch)"; return; fi
  fi
  if serves torchsharp-cpu; then
    engine=torchsharp-cpu reason="the registry serves TorchSharp-cpu $restored_version"
  else
    engine=system reason="$obstacle; so the machine's own libtorch is used"
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
    *) [ "$1" = auto ] || serves "$engine" || fail "the engine $engine cannot be used: $obstacle." "Another engine: lib/pml setup --engine system" ;;
  esac
  say "pml: engine $engine ($reason)"
  write_engine_file "$engine"
}
