/** What stands before the links of a script: how one is asked, and what its answer means for the next one. */
export const curlFunctions = String.raw`
# A text as JSON has it.
json_text() {
  local text=$1 slash='\' quote='"'
  text=${"${"}text//"$slash"/"$slash$slash"}
  text=${"${"}text//"$quote"/"$slash$quote"}
  text=${"${"}text//$'\n'/"${"${"}slash}n"}
  text=${"${"}text//$'\r'/"${"${"}slash}r"}
  text=${"${"}text//$'\t'/"${"${"}slash}t"}
  text=${"${"}text//[[:cntrl:]]/}
  printf '"%s"' "$text"
}

# ask RETRIES "FAILURES THAT LEAD ON" ARGUMENTS OF CURL…
# Prints what comes as it comes. 0: answered; 1: the next link; 2: stop.
ask() {
  local retries=$1 leads_on=$2 report status bytes failure code
  shift 2
  while :; do
    {
      report=$(curl --silent --fail --no-buffer --globoff \
        --write-out '%{stderr}%{http_code} %{size_download}' "$@" 2>&1 >&3)
      code=$?
    } 3>&1
    read -r status bytes <<<"$report"
    case "$code $status" in
      "0 2"??) return 0 ;;
      # Another address is no answer, and no key is sent there.
      "0 "*) failure=$status bytes=0 ;;
      "22 408" | "22 409" | "22 5"??) failure=5xx ;;
      "22 "*) failure=$status ;;
      "28 "*) failure=slow ;;
      *) failure=down ;;
    esac
    # What was printed cannot be taken back, so nobody else answers after it.
    [ "$code" -ne 22 ] && [ "${"${"}bytes:-0}" -gt 0 ] && { echo "The answer was cut." >&2; return 2; }
    if [ "$retries" -gt 0 ] && { [ "$failure" = 5xx ] || [ "$failure" = down ]; }; then
      retries=$((retries - 1))
      sleep 0.25
      continue
    fi
    echo "$failure" >&2
    case " $leads_on " in *" $failure "*) return 1 ;; esac
    return 2
  done
}

# Asks one link after the other until one answers.
run() {
  local link
  for link in "$@"; do
    "$link"
    case $? in
      0) return 0 ;;
      2) break ;;
    esac
  done
  echo "No link answered." >&2
  return 1
}
`.trim();
