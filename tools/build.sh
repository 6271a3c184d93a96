# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh
#
# build.sh -- build quietly.  Source it with $here set to the root of the tree.
#
# $build is where the program is built; CLEANCLAIM_BUILD names another folder.

# shellcheck disable=SC2154 # $here is set by the script that reads this one
build=${CLEANCLAIM_BUILD:-$here/build}

# Run a command; show the end of what it wrote only when it fails.
quietly() {
	log=$(mktemp)
	status=0
	"$@" >"$log" 2>&1 || status=$?
	[ "$status" -eq 0 ] || tail -n 100 "$log" >&2
	rm -f "$log"
	return "$status"
}

# Configure a build folder once: configure DIR [MESON-OPTION...]
configure() {
	dir=$1
	shift
	# shellcheck disable=SC2154 # set by the script that reads this one
	[ -f "$dir/build.ninja" ] ||
	    quietly meson setup "$@" "$dir" "$here"
}

# The program as it is meant to be used, at build/cleanclaim.
build_release() {
	[ -x "$build/cleanclaim" ] ||
	    echo "Building cleanclaim; the first time this takes a moment." >&2
	configure "$build" &&
	    quietly ninja -C "$build" cleanclaim
}

# The same, and what measures it, in build/tests/bench/.
build_bench() {
	build_release &&
	    quietly ninja -C "$build" tests/bench/bench_check \
	        tests/bench/bench_codes tests/bench/bench_model \
	        tests/bench/bench_run tests/bench/bench_scan
}
