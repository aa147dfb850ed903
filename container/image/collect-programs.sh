#!/bin/sh
# Copies files, and for programs every library they load, into a folder laid out like the root.
# usage: collect-programs.sh <folder> <file>…
set -eu
target=$1
shift

copy() {
  folder=$(readlink -f "$(dirname "$1")")
  mkdir -p "$target$folder"
  cp -L "$1" "$target$folder/"
}

for file in "$@"; do
  copy "$file"
  ldd "$file" 2>/dev/null | awk '$2 == "=>" && $3 ~ /^\// { print $3 }'
done | sort -u | while read -r library; do copy "$library"; done
