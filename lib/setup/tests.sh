# The tests, and their one closing line.

run_tests() {
  local words=() options=()
  while [ $# -gt 0 ]; do
    case "$1" in
      --) shift; options+=("$@"); break ;;
      -*) misuse "test does not know '$1'; options of dotnet test go after --" ;;
      *) words+=("FullyQualifiedName~$1"); shift ;;
    esac
  done
  ensure_ready ""
  use_published
  case "${words[*]-Slurm}" in *Slurm* | *Sweeps*) ensure_slurm ;; esac
  case "${words[*]-Jupyter}" in *Jupyter*) ensure_jupyter; ensure_zeromq ;; esac
  passed=0 failed=0 skipped=0
  build_and_test "$(IFS='|'; echo "${words[*]-}")" ${options[@]+"${options[@]}"}
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

# build_and_test FILTER [OPTION...]: builds and runs, and adds to the counts.
build_and_test() {
  local filter=() results="$artifacts/test-results" status=0
  [ -z "$1" ] || filter=(--filter "$1")
  shift
  rm -rf "$results"
  step build-tests "building the tests (about a minute at first)" dotnet build "$root/PML.Notebooks.sln" -c Release -v q --nologo 7>&- \
    || { show_log build-tests; say "pml: the tests did not build."; failed=$((failed + 1)); return; }
  say "pml: running the tests"
  dotnet test "$root/tests/PML.Tests.csproj" -c Release --no-build --nologo --results-directory "$results" \
    --blame-hang-timeout 20m --blame-hang-dump-type none --logger "trx;LogFileName=tests.trx" --logger "console;verbosity=normal" ${filter[@]+"${filter[@]}"} "$@" </dev/null 2>&1 7>&- \
    | tee "$artifacts/log/test.log" | compactly || status=$?
  tell_skipped "$results/tests.trx"
  count "$results/tests.trx" "$status"
}

# Leaves the failures, each with the two ends of its message and the lines in the tests; of those that passed, a running count.
compactly() {
  awk -v root="$root/" '
    function message(  i) {
      for (i = 1; i <= lines; i++) { if (lines <= 24 || i <= 8 || i > lines - 15) print text[i]; else if (i == 9) print "   ..." }
      lines = 0; fflush()
    }
    /^ *(Passed|Skipped|Failed) .*\[.*\]$/ { message(); failure = /^ *Failed/; trace = 0 }
    /^ *Passed .*\[.*\]$/ { if (++passed % 50 == 0) { print "  " passed " passed"; fflush() } next }
    /^ *Skipped .*\[.*\]$/ || /^ *Error Message:/ { next }
    /^ *Failed .*\[.*\]$/ { print; next }
    /^ *Stack Trace:/ && failure { message(); trace = 1; next }
    trace { if (/\/tests\/.*:line/) { sub(root, ""); print; fflush() } next }
    failure { text[++lines] = $0; next }
    /All tests finished/ { next }
    /error|aborted|Blame|^PML\.Tests\.|No test/ { print; fflush() }
    END { message() }'
}

# Why tests were skipped, each reason once, with how many tests it stands for.
tell_skipped() { # TRX
  [ -f "$1" ] || return 0
  awk '/outcome="NotExecuted"/ { skipped = 1 }
       skipped && /<Message>/ { gsub(/.*<Message>|<\/Message>.*/, ""); print; skipped = 0 }' "$1" \
    | sed 's/&quot;/"/g; s/&apos;/'"'"'/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' | sort | uniq -c | sed 's/^ *\([0-9]*\) /  \1 skipped: /'
}

# Adds a result file's numbers. A test host that ended early counts as one failure more.
count() { # TRX STATUS
  local counters total executed ok
  counters="$(grep -o '<Counters [^>]*' "$1" 2>/dev/null || true)"
  number() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counters"; }
  total="$(number total)" executed="$(number executed)" ok="$(number passed)"
  passed=$((passed + ${ok:-0}))
  skipped=$((skipped + ${total:-0} - ${executed:-0}))
  failed=$((failed + ${executed:-0} - ${ok:-0}))
  if [ "$2" -ne 0 ] && [ "${executed:-0}" -eq "${ok:-0}" ]; then
    say "pml: the test run ended with status $2 before every test had a result."
    failed=$((failed + 1))
  fi
}
