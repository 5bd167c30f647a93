#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check_cluster.sh ALIDADE_CLI SAMPLE_DATA same|lost|coordinator|scripts
# Sweeps in four processes of MPI on this machine, beside one in a single process.
#   same         the results file is the same, byte for byte, and the folder of parts is gone
#   lost         a process is killed in the middle: the others finish, and the file is still the same
#   coordinator  process 0 is killed: the others end with one sentence, and one process goes on from there
#   scripts      the job scripts of the documentation are shell; shares of an array come to the same file, in any order
set -euo pipefail
cli=$1
samples=$2
what=$3
skipped=77
[ "$what" = scripts ] || command -v mpirun >/dev/null || { echo "skipped: there is no mpirun (openmpi-bin)"; exit $skipped; }
[ "$what" = scripts ] || [ -f "$(dirname "$cli")/alidade_mpi.so" ] || { echo "skipped: built without the module for MPI (libopenmpi-dev)"; exit $skipped; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
fail() { echo "cluster: $*"; cat "$folder"/log* 2>/dev/null || true; exit 1; }

# Nothing but shared memory and no other machines: containers have no ssh, and may run everything as root.
export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 PMIX_MCA_gds=hash OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
export ALIDADE_PATIENCE=1.5
launch() { timeout 120 mpirun -n 4 --oversubscribe --mca plm isolated --mca btl self,vader "$@"; }

# Each process leaves its number, so that it can be killed; four of them share one thread each.
sweep=("$cli" sweep "$samples/kjv_llama" --threads 1 --quiet --metrics kurtosis --quantizers uniform:group=128 --bits 3)
few=(--tensors '*layers.0*' --coordinates original,hadamard)
many=(--tensors '*layers.[0-2]*' --coordinates original,pca:side=both)
in_ranks() { launch "${options[@]}" bash -c 'echo $$ >"$0/pid.$OMPI_COMM_WORLD_RANK"; exec "$@"' "$folder" "$@"; }
options=()

finished() { find "$folder/four.h5.parts" -name '*.tensor' 2>/dev/null | wc -l; }
# Kills a process once the first tensors are finished.
kill_rank() {
  local i
  for ((i = 0; i < 1200; ++i)); do
    if [ "$(finished)" -ge 2 ]; then
      kill -KILL "$(cat "$folder/pid.$1")"
      return
    fi
    sleep 0.02
  done
  fail "nothing was finished within 24 s"
}

case $what in
scripts)
  scripts=$(dirname "$0")/../../docs/slurm
  for script in "$scripts"/*.sh; do bash -n "$script" || fail "$script is no shell"; done
  "${sweep[@]}" "${few[@]}" -o "$folder/one.h5" >/dev/null
  export PATH="$(dirname "$cli"):$PATH" SLURM_CPUS_PER_TASK=1 SLURM_MEM_PER_NODE=4000 SHARES=3
  for share in 2 0 1; do
    [ ! -e "$folder/four.h5" ] || fail "a share wrote before all were there"
    SLURM_ARRAY_TASK_ID=$share "$scripts/sweep_array.sh" "${sweep[2]}" "$folder/four.h5" \
      "${few[@]}" --metrics kurtosis --quantizers uniform:group=128 --bits 3 >"$folder/log.$share"
  done
  cmp "$folder/one.h5" "$folder/four.h5" || fail "shares measured something else"
  ;;
same)
  "${sweep[@]}" "${few[@]}" -o "$folder/one.h5" >/dev/null
  in_ranks "${sweep[@]}" "${few[@]}" -o "$folder/four.h5" --json >"$folder/log" 2>&1 || fail "four processes failed"
  [ "$(grep -c '"complete":true' "$folder/log")" -eq 1 ] || fail "not one report of a complete sweep"
  cmp "$folder/one.h5" "$folder/four.h5" || fail "four processes measured something else"
  [ ! -e "$folder/four.h5.parts" ] || fail "the parts are still there"
  ;;
lost)
  "${sweep[@]}" "${many[@]}" -o "$folder/one.h5" >/dev/null
  options=(--enable-recovery)
  # Once in fifty times the process has nothing in work when it dies, and nobody needs to notice.
  for attempt in 1 2 3; do
    rm -rf "$folder"/four.h5* "$folder"/pid.*
    in_ranks "${sweep[@]}" "${many[@]}" -o "$folder/four.h5" --json >"$folder/log" 2>&1 &
    kill_rank 2
    wait $! || fail "mpirun ended with an error in attempt $attempt"
    ! grep -q '"1 of 4 processes was lost; ' "$folder/log" || break
  done
  grep -q '"1 of 4 processes was lost; ' "$folder/log" || fail "the loss was not noticed"
  grep -q '"complete":true' "$folder/log" || fail "the sweep is not complete"
  cmp "$folder/one.h5" "$folder/four.h5" || fail "the results depend on who measured"
  ;;
coordinator)
  options=(--enable-recovery)
  in_ranks "${sweep[@]}" "${many[@]}" -o "$folder/four.h5" >"$folder/log" 2>&1 &
  kill_rank 0
  wait $! || true
  for rank in 1 2 3; do
    ! kill -0 "$(cat "$folder/pid.$rank")" 2>/dev/null || fail "process $rank is still there"
  done
  [ "$(grep -c 'process 0, which hands out the tensors, gave no sign of life for 1.5 seconds' "$folder/log")" -eq 3 ] ||
    fail "not each of the three says why it stopped"
  "${sweep[@]}" "${many[@]}" -o "$folder/one.h5" >/dev/null
  "${sweep[@]}" "${many[@]}" -o "$folder/four.h5" >"$folder/log.again"
  grep -q 'taken over from an earlier run' "$folder/log.again" || fail "what was finished is lost"
  cmp "$folder/one.h5" "$folder/four.h5" || fail "the results depend on who measured"
  ;;
esac
