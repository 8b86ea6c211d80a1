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

patience="${PML_PATIENCE:-20}"   # seconds after which a wait is told

# fetching NAME SENTENCE SECONDS COMMAND...: a step that needs a network: it says when it waits, and is given up after so many seconds.
fetching() {
  local limit="$3" status=0
  attended "still waiting for the network; given up after $limit s" "$1" "$2" timeout -k 5 "$limit" "${@:4}" || status=$?
  [ $status -ne 124 ] || say "     no answer from the network within $limit s"
  return $status
}

# attended WORDS NAME SENTENCE COMMAND...: a step during which the words are said now and then; $(...) in them is worked out each time.
attended() {
  local words="$1" teller status=0
  shift
  tell_at_times "$words" &
  teller=$!
  step "$@" || status=$?
  kill "$teller" 2>/dev/null && wait "$teller" 2>/dev/null || true
  return $status
}

# Waits by a builtin, so that nothing is left of it when it is killed; and ends with the launcher.
tell_at_times() { # WORDS
  local silence
  exec {silence}<> <(:)
  while read -rt "$patience" -u "$silence" || kill -0 $$ 2>/dev/null; do eval "say \"     $1\""; done
}
