#!/usr/bin/env bash
# SPDX-License-Identifier: CC0-1.0
# usage: sbatch sweep_mpi.sh MODEL RESULTS.h5 [OPTION of alidade-cli sweep]...
# A sweep as one job of several machines: process 0 hands out the tensors, the largest first, so that all end together.
# The folder of RESULTS.h5 is one that all machines see.
#SBATCH --job-name=alidade-sweep
#SBATCH --nodes=8
#SBATCH --ntasks-per-node=1
#SBATCH --cpus-per-task=64
#SBATCH --mem=240G
#SBATCH --time=12:00:00
#SBATCH --no-kill
set -euo pipefail
model=$1
results=$2
shift 2

# mpirun, because srun --mpi=pmix ends the whole step when one process is lost. Of a lost machine Slurm itself decides
# whether the job goes on (--no-kill above).
exec mpirun --map-by "ppr:$SLURM_NTASKS_PER_NODE:node" --bind-to none --enable-recovery \
  alidade-cli sweep "$model" --output "$results" \
  --threads "$SLURM_CPUS_PER_TASK" --memory "$((SLURM_MEM_PER_NODE * 3 / 4 / SLURM_NTASKS_PER_NODE))MiB" "$@"
