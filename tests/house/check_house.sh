#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The rules of the house that a compiler does not check. Prints every breach and fails if there is one.
set -uo pipefail
cd "$(dirname "$0")/../.."

breaches=0
# forbid TEXT PATTERN FOLDER...: no source file below the folders may match.
forbid() {
  local text=$1 pattern=$2
  shift 2
  local hits
  hits=$(grep -rnE --include='*.cpp' --include='*.h' --include='*.in' -- "$pattern" "$@" 2>/dev/null)
  [ -z "$hits" ] && return
  printf '%s:\n%s\n' "$text" "$hits"
  breaches=$((breaches + 1))
}

forbid 'core includes Qt' '#include *[<"]Q[A-Z]' core app/cli
forbid 'core includes widgets or app' '#include *"(widgets|app)/' core
forbid 'widgets include app' '#include *"app/' widgets
forbid 'Qt Charts outside widgets/plots' '#include *<(QtCharts|QChart|QLineSeries|QValueAxis|QLogValueAxis|QXYSeries|QAbstractSeries|QAreaSeries|QLegend)' \
  widgets/bridge widgets/cards widgets/figures widgets/models widgets/panels widgets/results widgets/style widgets/tour app
forbid 'crashes or lies in Qt Charts 6.4' 'setUseOpenGL|QScatterSeries|->legend\(\)->setVisible\(true\)|setTheme\(' widgets app
forbid 'work on the global thread pool' 'QThreadPool::globalInstance|QtConcurrent::run\(' widgets app
forbid 'modal error boxes' 'QMessageBox::(critical|warning|information)' widgets app
forbid 'unfinished by its own words' 'TODO|FIXME|\bXXX\b' core app widgets tests
forbid 'OpenMP regions outside core' '#pragma omp' widgets app
hits=$(grep -rlE '#pragma omp parallel' core | grep -v '^core/base/parallel.h$')
[ -z "$hits" ] || { printf 'OpenMP regions outside core/base/parallel.h:\n%s\n' "$hits"; breaches=$((breaches + 1)); }
hits=$(git ls-files -- core app widgets tests | grep -E '\.(cpp|h|py|sh|cmake|in)$|CMakeLists.txt$' | xargs grep -L 'SPDX-License-Identifier')
[ -z "$hits" ] || { printf 'no licence line:\n%s\n' "$hits"; breaches=$((breaches + 1)); }

# Layers inside core: a folder includes only folders of its own line or of those above it.
layers=(
  "base"
  "kernels"
  "tensor"
  "numerics"
  "metrics checkpoint entropy quantization transforms"
  "tokenizers"
  "rate_distortion operators"
  "derivatives symmetries"
  "registry"
  "engine"
  "sweep"
  "cluster"
  "compression studies"
  "reports"
)
allowed=""
for layer in "${layers[@]}"; do
  for folder in $layer; do
    used=$(grep -rhoE '#include "core/[a-z_]+/' "core/$folder" 2>/dev/null | sed 's|.*core/||; s|/||' | sort -u)
    for other in $used; do
      [ "$other" = "$folder" ] && continue
      case " $allowed " in
        *" $other "*) ;;
        *) printf 'core/%s includes core/%s, which is not below it\n' "$folder" "$other"; breaches=$((breaches + 1)) ;;
      esac
    done
  done
  allowed="$allowed $layer"
done
[ "$breaches" -eq 0 ]
