#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
print("1..0 # SKIP")
