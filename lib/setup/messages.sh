# What the launcher says, always on standard error; and how it runs a long command quietly.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1   # so that the SDK does not ask for ICU
export MSBUILDDISABLENODEREUSE=1                 # so that no build process outlives the launcher

say() { printf '%s\n' "$*" >&2; }

# fail WHAT [WHAT-TO-DO]
fail() {
  say "pml: $1"
  [ $# -lt 2 ] || say "     $2"
  exit 1
}

misuse() {
  say "pml: $1"
  say "     lib/pml help lists the commands."
  exit 2
}

# logged NAME COMMAND...: runs it with its output in artifacts/log/NAME.log; the status is the command's.
logged() {
  local log="$artifacts/log/$1.log"
  shift
  mkdir -p "$artifacts/log"
  "$@" >"$log" 2>&1 </dev/null
}

# Shows why the step NAME failed: its distinct error lines, or else the end of its log.
show_log() {
  local log="$artifacts/log/$1.log"
  { grep -E '(^|[^A-Za-z])(error|E:|ERR!)' "$log" | sed "s|$root/||g" | sort -u | head -n 12 | grep . || tail -n 12 "$log"; } >&2 || true
  say "     The whole log: $log"
}

# step NAME SENTENCE COMMAND...: says the sentence, runs the command, says how long it took.
step() {
  local name="$1" started=$SECONDS status=0
  say "pml: $2"
  shift 2
  logged "$name" "$@" || status=$?
  [ $status -ne 0 ] || say "     done in $((SECONDS - started)) s"
  return $status
}
