# Builds what notebooks load, and puts it into lib/bin; does nothing when lib/bin is newer than every source.

# ensure_ready TORCH-PACKAGE-ASKED-FOR-OR-EMPTY: the one entrance to everything in this folder.
ensure_ready() {
  local wanted
  wanted="$(wanted_torch "$1")" || exit
  find_dotnet || check_tools
  is_ready "$wanted" || { check_tools; with_setup_lock prepare "$1"; }
}

is_ready() { # TORCH-PACKAGE
  [ -e "$published/.stamp" ] && [ "$(cat "$published/.stamp")" = "$1" ] && [ "$1" = "$(configured_torch)" ] && ! sources_changed
}

# One walk over the sources; a folder's own time tells of files that were removed.
sources_changed() {
  local inputs=("$root/lib" "$root/data-prep" "$root/Directory.Build.props" "$root/Directory.Build.targets" "$root/Directory.Packages.props" "$root/global.json")
  local skip=(-path "$published" -o -path "$torch_file" -o -path "$root/data-prep/downloads" -o -path "$root/data-prep/prepared" -o -name '*.md' -o -name '*.tmp')
  [ -n "$(find "${inputs[@]}" \( "${skip[@]}" \) -prune -o ! -path "$root/lib" ! -path "$root/data-prep" -newer "$published/.stamp" -print -quit)" ]
}

prepare() {
  local wanted
  wanted="$(wanted_torch "$1")" || exit
  ! is_ready "$wanted" || return 0   # the call that was waited for has done it
  rm -rf "$artifacts"/publish.* "$artifacts"/old-bin.*
  mkdir -p "$artifacts/log"
  touch "$artifacts/.started"
  ensure_torch "$wanted"
  ensure_chromium
  ensure_turbojpeg
  ensure_plotly
  publish
}

publish() {
  local folder="$artifacts/publish.$$" note="$artifacts/native/libLibTorchSharp.so.note" told
  told="$(cat "$note" 2>/dev/null)" || true
  publish_to "$folder" true || without_ready_to_run "$folder" \
    || { show_log publish; fail "the library or the notebook host did not build." "Mend what the lines above name, then call lib/pml again."; }
  [ ! -e "$(plotly_file)" ] || cp "$(plotly_file)" "$folder/plotly.min.js"
  [ ! -e "$note" ] || [ -n "$told" ] || say "     $(cat "$note")"
  configured_torch >"$folder/.stamp"
  touch -r "$artifacts/.started" "$folder/.stamp"
  replace_published "$folder"
}

publish_to() { # FOLDER READY-TO-RUN
  step publish "building the library and the notebook host into lib/bin (about a minute at first, then 10 to 30 s)" \
    dotnet msbuild "$root/lib/setup/kit.proj" -v:q -nologo "-p:Folder=$1" "-p:ReadyToRun=$2"
}

# Compiling ahead of time needs a package of its own; without it everything works, and starts a second later.
without_ready_to_run() { # FOLDER
  grep -qiE 'crossgen|NETSDK1094|Microsoft\.NETCore\.App\.Runtime' "$artifacts/log/publish.log" || return 1
  say "     the registry does not serve .NET's ahead-of-time compiler; building without it"
  rm -rf "$1"
  publish_to "$1" false
}

plotly_version=4.1.2
plotly_sha256=2f645d1bade8182fce161b7f10f89402f8b315805250ff4a94672a28d23c390a

plotly_file() { echo "$artifacts/plotly-$plotly_version.min.js"; }

# plotly.js draws the figures. It is tried once; without it training and tables work, and figures say what is missing.
ensure_plotly() {
  local tried="$artifacts/.plotly-tried"
  [ ! -e "$(plotly_file)" ] && [ ! -e "$tried" ] && [ -z "${PML_PLOTLY:-}" ] || return 0
  touch "$tried"
  fetch_plotly && return
  tail -n 2 "$artifacts/log/plotly.log" >&2
  say "     plotly.js could not be fetched, so figures cannot be drawn. With npm or curl and a network: lib/pml setup"
  say "     Or let PML_PLOTLY name a plotly.min.js of version $plotly_version."
}

fetch_plotly() {
  local folder status=0
  folder="$(mktemp -d)"
  download_plotly "$folder" && unpack_plotly "$folder" && (cd "$folder" && echo "$plotly_sha256  plotly.min.js" | sha256sum -c - >>"$artifacts/log/plotly.log" 2>&1) && mv "$folder/plotly.min.js" "$(plotly_file)" || status=$?
  rm -rf "$folder"
  return $status
}

# From npm's package; without npm the same file from a public mirror of npm's packages.
download_plotly() { # FOLDER
  local package="plotly.js-dist-min@$plotly_version" sentence="fetching plotly.js $plotly_version, which draws the figures (1.5 MB, once)"
  if command -v npm >/dev/null; then
    fetching plotly "$sentence" 150 npm pack "$package" --pack-destination "$1" --ignore-scripts --silent --fetch-retries=1 --fetch-timeout=60000
  else
    fetching plotly "$sentence" 150 curl -fsSL -o "$1/plotly.min.js" "https://cdn.jsdelivr.net/npm/$package/plotly.min.js"
  fi
}

unpack_plotly() { # FOLDER
  [ -e "$1/plotly.min.js" ] || tar -xzOf "$1"/*.tgz package/plotly.min.js >"$1/plotly.min.js"
}
