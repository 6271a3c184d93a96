/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scan_impl.h -- the implementations behind scan.h, for scan.c alone.
 *
 * Each is called only where scan_at() found its instructions.  Each but the
 * portable one is compiled with flags of its own, so nothing that is shared
 * between files may be compiled in theirs: they include only headers of
 * static inline functions.
 */
#ifndef CC_X12_SCAN_IMPL_H
#define CC_X12_SCAN_IMPL_H

#include "x12/scan.h"

scan_fn scan_portable;
#if defined(__x86_64__)
scan_fn scan_sse2;	/* no flags: every x86-64 has it */
scan_fn scan_avx2;	/* -mavx2 -mbmi -mbmi2 -mpopcnt */
scan_fn scan_avx512;	/* these and -mavx512f, bw, vl, vbmi2 */
#endif

#endif
