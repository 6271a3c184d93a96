# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=sh disable=SC2034
#
# deps.sh -- what has to be installed, and for what.
#
# One list per purpose.  An entry is PACKAGE:PROBE; the package is missing when
# the probe, a command or the path of a file (a pattern may stand in it), is
# not there.  Package names hold for Debian 12 and Ubuntu 24.04.

DEPS_build="
gcc:gcc
libc6-dev:/usr/include/stdio.h
libcurl4-gnutls-dev:/usr/include/*/curl/curl.h
libexpat1-dev:/usr/include/expat.h
liblzma-dev:/usr/include/lzma.h
libsodium-dev:/usr/include/sodium.h
libstemmer-dev:/usr/include/libstemmer.h
libutf8proc-dev:/usr/include/utf8proc.h
libxxhash-dev:/usr/include/xxhash.h
libyajl-dev:/usr/include/yajl/yajl_parse.h
libzip-dev:/usr/include/zip.h
meson:meson
ninja-build:ninja
ccache:ccache
python3:python3"

DEPS_test="
git:git
pkg-config:pkg-config
libcmocka-dev:/usr/include/cmocka.h
clang:clang
libclang-rt-dev:/usr/lib/llvm-*/lib/clang/*/lib/linux/libclang_rt.fuzzer-*.a
gcovr:gcovr"

# The npm packages that ./bench compares with need node and npm, if at all.
DEPS_bench=""

# The run time of clang's sanitizers carries the version in its name.
deps_package() {
	case $1 in
	libclang-rt-dev)
		# shellcheck disable=SC1091
		case $(. /etc/os-release; echo "$ID:$VERSION_ID") in
		debian:12) echo libclang-rt-14-dev ;;
		ubuntu:24.04) echo libclang-rt-18-dev ;;
		*) echo "$1" ;;
		esac ;;
	*) echo "$1" ;;
	esac
}

# Is this probe there?
deps_there() {
	case $1 in
	/*)
		# shellcheck disable=SC2086 # the pattern is to be expanded
		ls -d $1 >/dev/null 2>&1 ;;
	*) command -v "$1" >/dev/null 2>&1 ;;
	esac
}

# The missing packages of the purposes named, on one line.
deps_missing() {
	for purpose; do
		eval "list=\$DEPS_$purpose"
		set -f
		# shellcheck disable=SC2154 # set by the eval above
		for entry in $list; do
			set +f
			deps_there "${entry#*:}" ||
			    printf '%s ' "$(deps_package "${entry%%:*}")"
			set -f
		done
		set +f
	done
}

# Install what the purposes named need and is missing; stop when that fails.
deps_need() {
	missing=$(deps_missing "$@")
	[ -n "$missing" ] || return 0
	if ! command -v apt-get >/dev/null 2>&1; then
		echo "Please install: $missing" >&2
		echo "(named as on Debian 12; this system has no apt-get)" >&2
		exit 1
	fi
	as_root=
	if [ "$(id -u)" -ne 0 ]; then
		if ! command -v sudo >/dev/null 2>&1; then
			echo "Please install, as root:" \
			    "apt-get install $missing" >&2
			exit 1
		fi
		as_root=sudo
	fi
	echo "Installing: $missing" >&2
	log=$(mktemp)
	$as_root apt-get update >"$log" 2>&1 ||
	    echo "apt-get update failed; trying with what is known." >&2
	# shellcheck disable=SC2086 # one word per package
	if ! $as_root env DEBIAN_FRONTEND=noninteractive \
	    apt-get install -y --no-install-recommends $missing \
	    >>"$log" 2>&1; then
		cat "$log" >&2
		echo "Could not install: $missing" >&2
		rm -f "$log"
		exit 1
	fi
	rm -f "$log"
	missing=$(deps_missing "$@")
	[ -z "$missing" ] || {
		echo "Still missing after apt-get install: $missing" >&2
		exit 1
	}
}
