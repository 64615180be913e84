#!/bin/sh
# Stands in for wasm-opt where there is no Node: Trunk would download one. Copies its input, unchanged.
case "$1" in --version) echo "wasm-opt version 0 (stand-in)"; exit 0 ;; esac
for arg in "$@"; do
  case "$arg" in
    --output=*) output=${arg#--output=} ;;
    -*) ;;
    *) input=$arg ;;
  esac
done
cp "$input" "$output"
