#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# usage: check_install.sh BUILD_FOLDER yes|no     (with or without the desktop program)
# Installs into a scratch folder and checks what stands there: all files, that the programs run with nothing but them,
# and, as far as the tools are there, that desktops and manuals understand them.
set -euo pipefail
build=$1
desktop=$2
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
root=$scratch/root
cmake --install "$build" --prefix "$root" >/dev/null
share=$root/share

fail() { printf 'installed tree: %s\n' "$*"; exit 1; }
has() { command -v "$1" >/dev/null; }

# Every file that somebody asks for by its place.
files=(bin/alidade-cli share/man/man1/alidade-cli.1.gz share/alidade/samples/kjv_llama_twin/model.safetensors
  share/alidade/samples/kjv_llama/test.txt share/doc/alidade/{copyright,README.md,changelog.gz,docs/metrics.md}
  share/doc/alidade/LICENSES/GPL-3.0-or-later.txt)
if [ "$desktop" = yes ]; then
  files+=(bin/alidade share/man/man1/alidade.1.gz share/applications/alidade.desktop share/mime/packages/alidade.xml
    share/metainfo/org.alidade.alidade.metainfo.xml share/icons/hicolor/scalable/apps/alidade.svg
    share/alidade/recipes/distribution.json
    share/icons/hicolor/{48x48,64x64,128x128,256x256}/apps/alidade.png)
fi
[ ! -f "$build/bin/alidade_mpi.so" ] || files+=(lib/alidade/alidade_mpi.so)
for file in "${files[@]}"; do
  [ -s "$root/$file" ] || fail "$file is missing"
done

# The programs, away from the sources. HDF5 files are read by a second process, which has to be found too.
unset ALIDADE_SAMPLE_DATA ALIDADE_WORKER ALIDADE_CLI ALIDADE_TEST_DATA
export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR=$scratch XDG_CONFIG_HOME=$scratch HOME=$scratch
cd "$scratch"
for file in formats/tiny.h5 kjv_llama; do
  listing=$("$root/bin/alidade-cli" inspect --no-stats "$share/alidade/samples/$file") || fail "cannot read $file"
  [[ $listing == *BF16* ]] || fail "$file has no tensors"
done
# The module for MPI is found from where it is installed.
if [ -f "$root/lib/alidade/alidade_mpi.so" ] && has mpirun; then
  export OMPI_ALLOW_RUN_AS_ROOT=1 OMPI_ALLOW_RUN_AS_ROOT_CONFIRM=1 PMIX_MCA_gds=hash
  mpirun -n 2 --oversubscribe --mca plm isolated "$root/bin/alidade-cli" sweep "$share/alidade/samples/formats/tiny.safetensors" \
    --quiet --coordinates original --quantizers none --metrics kurtosis -o "$scratch/two.h5" >/dev/null || fail 'no sweep under MPI'
fi
for page in "$share"/man/man1/*.1.gz; do
  gzip -dc "$page" >"$scratch/page.1"
  if has mandoc; then mandoc -Tlint -W warning "$scratch/page.1" || fail "$page"; fi
done
[ "$desktop" = yes ] || exit 0

"$root/bin/alidade" --sample --size 1000x700 --screenshot "$scratch/sample.png" || fail 'no picture'
"$root/bin/alidade" render "$share"/alidade/recipes/{distribution,sensitivity}.json -o "$scratch" || fail 'no figure'
mv "$share/alidade/samples" "$share/alidade/elsewhere"
"$root/bin/alidade" --sample --size 1000x700 --screenshot "$scratch/nothing.png" || fail 'no picture without samples'
! cmp -s "$scratch/sample.png" "$scratch/nothing.png" || fail 'the desktop does not open the installed sample'

if has desktop-file-validate; then
  desktop-file-validate "$share/applications/alidade.desktop" || fail 'desktop entry'
fi
if has appstreamcli; then
  appstreamcli validate --no-net "$share/metainfo/org.alidade.alidade.metainfo.xml" || fail 'metainfo'
fi
has update-mime-database || exit 0
update-mime-database "$share/mime" >/dev/null || fail 'MIME types'
for type in $(sed -n 's/^MimeType=//p' "$share/applications/alidade.desktop" | tr ';' ' '); do
  grep -qs "$type" "$share/mime/types" /usr/share/mime/types || fail "nobody knows $type, which the desktop entry names"
done
