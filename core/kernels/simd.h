// SPDX-License-Identifier: Apache-2.0
// Settings of Highway that every kernel file shares; include it before any header of Highway.
// A kernel file is compiled once per instruction set inside this one program, and the best set is chosen when
// it runs. Three rules make a kernel's answer the same on all of them: no contraction to fused multiply-adds
// (the folder's compiler flag), an order of operations that does not depend on the length of a vector, and
// sums that live in a fixed number of lanes.
#pragma once

// The baseline of the build (x86-64-v2) has no AES, which Highway would otherwise ask of SSE4.
#ifndef HWY_DISABLE_PCLMUL_AES
#define HWY_DISABLE_PCLMUL_AES
#endif
// Kernels keep arrays of vectors, which sets of unknown vector length do not have: those machines run NEON
// instead.
#ifndef HWY_DISABLED_TARGETS
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_SVE | HWY_SVE2 | HWY_SVE_256 | HWY_SVE2_128 | HWY_RVV)
#endif
