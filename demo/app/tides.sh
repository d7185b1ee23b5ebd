#!/bin/sh
# `tides serve` answers on port 8080; `tides show [harbour]` prints.
set -eu
case "${1:-serve}" in
  serve) exec httpd -f -p 8080 -h /srv ;;
  show)
    echo "tides $(cat /srv/version)"
    if [ $# -gt 1 ]; then cat "/srv/$2.txt"; else cat /srv/*.txt; fi
    ;;
  *)
    echo "usage: tides serve | show [harbour]" >&2
    exit 64
    ;;
esac
