# SPDX-License-Identifier: GPL-3.0-or-later
# The Debian package: `cpack -G DEB` in the build folder, or ./dev package. Desktop entries, MIME types, icons and man pages
# are taken up by the triggers of the packages that own those folders, so there are no scripts of ours.
set(ALIDADE_MAINTAINER "Alidade maintainers <maintainers@alidade.invalid>" CACHE STRING "Maintainer of packages")

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME alidade)
set(CPACK_PACKAGE_CONTACT "${ALIDADE_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "weights of language models under a change of coordinates")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Alidade opens a checkpoint of a language model (safetensors, GGUF, HDF5,
NumPy), switches the axes of any layer (original, Hadamard, principal and
singular axes, cosines, random and learned rotations) and shows what moves and
what does not: histograms, kurtosis, tails, entropy, energy compaction and
rate-distortion curves of many quantizers, with every bit of scales and bases
counted.
.
The command-line program alidade-cli measures the same without a window,
compresses models, and scores them on a text. A small sample model is included.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Any OpenBLAS will do; this one shares its threads with ours.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libopenblas0-openmp | libopenblas0")
if(ALIDADE_DESKTOP)
  # What no library asks for: Qt's own words in other languages, the plugins for SVG icons, a font.
  string(APPEND CPACK_DEBIAN_PACKAGE_DEPENDS ", qt6-translations-l10n, libqt6svg6, fonts-dejavu-core")
  set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-nanum | fonts-noto-cjk, qt6-wayland")
endif()
# MPI brings many libraries: who sweeps on one machine shall not need them.
if(TARGET alidade_mpi)
  set(CPACK_DEB_COMPONENT_INSTALL ON)
  set(CPACK_COMPONENTS_ALL Unspecified mpi)
  set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_NAME alidade)
  set(CPACK_DEBIAN_UNSPECIFIED_DESCRIPTION "${CPACK_DEBIAN_PACKAGE_DESCRIPTION}")
  set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_SUGGESTS alidade-mpi)
  set(CPACK_DEBIAN_MPI_PACKAGE_NAME alidade-mpi)
  set(CPACK_COMPONENT_MPI_DESCRIPTION "The module with which mpirun and srun share a sweep of alidade-cli among
processes on any number of machines.")
  set(CPACK_DEBIAN_MPI_PACKAGE_DEPENDS "alidade (= ${PROJECT_VERSION}), openmpi-bin")
  set(CPACK_DEBIAN_UNSPECIFIED_PACKAGE_RECOMMENDS "${CPACK_DEBIAN_PACKAGE_RECOMMENDS}")
  unset(CPACK_DEBIAN_PACKAGE_RECOMMENDS)
endif()
include(CPack)
