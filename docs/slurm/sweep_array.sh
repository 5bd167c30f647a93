#!/usr/bin/env bash
# SPDX-License-Identifier: CC0-1.0
# usage: sbatch sweep_array.sh MODEL RESULTS.h5 [OPTION of alidade-cli sweep]...
# A sweep as an array of jobs that know nothing of each other: each measures its share of the tensors, and the one that
# finds that all are there writes RESULTS.h5. The folder of RESULTS.h5 is one that all machines see. No MPI.
# A share that failed or ran out of time is gone on with by: sbatch --array=7 sweep_array.sh ... (7 is its number).
#SBATCH --job-name=alidade-sweep
#SBATCH --array=0-15
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=16
#SBATCH --mem=96G
#SBATCH --time=12:00:00
#SBATCH --requeue
set -euo pipefail
shares=${SHARES:-16} # as many as --array has
model=$1
results=$2
shift 2

# Slurm counts memory in MiB; a quarter of it is left to the program itself and to the files it reads.
exec alidade-cli sweep "$model" --output "$results" --share "$SLURM_ARRAY_TASK_ID/$shares" \
  --threads "$SLURM_CPUS_PER_TASK" --memory "$((SLURM_MEM_PER_NODE * 3 / 4))MiB" --quiet "$@"
