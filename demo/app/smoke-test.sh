#!/bin/sh
# Runs inside the image: serves the pages and asks for them as a visitor would.
set -eu
tides serve &
server=$!
trap 'kill $server' EXIT
for _ in 1 2 3 4 5 6 7 8 9 10; do
  if wget -q -O /tmp/page http://127.0.0.1:8080/ 2>/dev/null; then break; fi
  sleep 0.2
done
grep -q "Saint-Malo: high 07:21" /tmp/page
tides show oban
echo "smoke test passed"
