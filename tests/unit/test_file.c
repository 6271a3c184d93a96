/* SPDX-License-Identifier: Apache-2.0 */
/* test_file.c -- files in and out: F1 and F2 of base/file.h. */
#include "unit.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/file.h"

/* ---- a folder for each test, and a disk that fails when told -------- */

static char folder[64];
static char path[128];		/* folder/out.edi */
static int syncs_until_failure;	/* 0: none fails */

/* In place of the C library's: what file.c calls. */
int
fsync(int fd)
{
	if (syncs_until_failure > 0 && --syncs_until_failure == 0) {
		errno = EIO;
		return -1;
	}
	return (int)syscall(SYS_fsync, fd);
}

static int
set_up(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/cleanclaim-test-XXXXXX");
	if (mkdtemp(folder) == NULL)
		return -1;
	snprintf(path, sizeof path, "%s/out.edi", folder);
	syncs_until_failure = 0;
	return 0;
}

/* Count what is in the folder, and empty it when told. */
static int
look(bool clear)
{
	DIR *d = opendir(folder);
	struct dirent *e;
	int n = 0;

	assert_non_null(d);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		n++;
		if (clear)
			unlinkat(dirfd(d), e->d_name, 0);
	}
	closedir(d);
	return n;
}

/* Permissions bind everyone but root: be somebody else, if we are root. */
static void
be_nobody(bool yes)
{
	static bool changed;

	if (yes && geteuid() == 0) {
		assert_int_equal(chown(folder, 65534, 65534), 0);
		assert_int_equal(seteuid(65534), 0);
		changed = true;
	} else if (!yes && changed) {
		assert_int_equal(seteuid(0), 0);
		changed = false;
	}
}

static int
tear_down(void **state)
{
	(void)state;
	be_nobody(false);
	chmod(folder, 0700);
	look(true);
	return rmdir(folder);
}

/* Make `path` a file with `text` and permissions `mode`. */
static void
put(const char *text, mode_t mode)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	assert_int_equal(fchmod(fd, mode), 0);
	close(fd);
}

/* True when the file `name` holds `text`. */
static bool
has(const char *name, const char *text)
{
	struct file_map m;
	bool same;

	if (file_map(name, &m, NULL) != RC_OK)
		return false;
	same = str_eq(m.text, str_of(text));
	file_unmap(&m);
	return same;
}

static mode_t
mode_of(const char *name)
{
	struct stat st;

	assert_int_equal(stat(name, &st), 0);
	return st.st_mode & 07777;
}

/* ---- a whole file --------------------------------------------------- */

static void
a_file_is_mapped_whole(void **state)
{
	struct file_map m;
	struct err e;

	(void)state;
	put("ISA*00*", 0600);
	assert_int_equal(file_map(path, &m, &e), RC_OK);
	assert_true(m.mapped);
	assert_true(str_eq(m.text, STR("ISA*00*")));
	file_unmap(&m);
	assert_int_equal(m.text.n, 0);
	file_unmap(&m);
}

static void
an_empty_file_is_an_empty_text(void **state)
{
	struct file_map m;
	struct err e;

	(void)state;
	put("", 0600);
	assert_int_equal(file_map(path, &m, &e), RC_OK);
	assert_int_equal(m.text.n, 0);
	file_unmap(&m);
}

/* A pipe that holds `text`, and its name; the reading end in *fd. */
static void
fill_pipe(str text, char name[32], int *fd)
{
	int pair[2];

	assert_int_equal(pipe(pair), 0);
	assert_int_equal(write(pair[1], text.p, text.n), text.n);
	close(pair[1]);
	*fd = pair[0];
	snprintf(name, 32, "/dev/fd/%d", pair[0]);
}

static void
a_pipe_is_read_into_memory(void **state)
{
	char name[32], text[40000];
	struct file_map m;
	struct err e;
	int fd;

	(void)state;
	memset(text, 'x', sizeof text);
	fill_pipe((str){ text, sizeof text }, name, &fd);
	assert_int_equal(file_map(name, &m, &e), RC_OK);
	assert_false(m.mapped);
	assert_true(str_eq(m.text, (str){ text, sizeof text }));
	file_unmap(&m);
	close(fd);
}

static void
a_file_that_is_missing_or_a_folder_is_refused(void **state)
{
	struct file_stream s;
	struct file_map m;
	struct err e;

	(void)state;
	assert_int_equal(file_map(path, &m, &e), RC_IO);
	assert_non_null(strstr(e.msg, path));
	assert_non_null(strstr(e.msg, "No such file"));
	assert_int_equal(file_map(folder, &m, &e), RC_IO);
	assert_non_null(strstr(e.msg, "directory"));
	assert_int_equal(file_stream_open(&s, path, &e), RC_IO);
	assert_int_equal(file_stream_open(&s, folder, &e), RC_IO);
	assert_int_equal(s.fd, -1);
	file_stream_close(&s);
}

static void
a_read_the_system_refuses_is_a_failure(void **state)
{
	struct file_stream s;
	struct file_map m;
	size_t got = 77;
	struct err e;
	char to[8];

	(void)state;
	/* Its first page is never mapped, so reading it gives EIO. */
	assert_int_equal(file_map("/proc/self/mem", &m, &e), RC_IO);
	assert_int_equal(file_stream_open(&s, "/proc/self/mem", &e), RC_OK);
	assert_int_equal(file_stream_read(&s, to, sizeof to, &got, &e), RC_IO);
	assert_int_equal(got, 77);
	file_stream_close(&s);
}

/* ---- a stream ------------------------------------------------------- */

/* Read all of *s in steps of `step` bytes; returns the sum of lengths. */
static size_t
drain(struct file_stream *s, size_t step, char *to)
{
	size_t all = 0, got;

	do {
		assert_int_equal(file_stream_read(s, to + all, step, &got,
		    NULL), RC_OK);
		assert_true(got <= step);
		all += got;
	} while (got != 0);
	return all;
}

static void
file_F1_a_large_file_is_read_through_a_small_window(void **state)
{
	const uint64_t large = (uint64_t)64 << 20;
	struct file_stream s;
	static char to[65536];
	uint64_t all = 0;
	size_t got = 1;

	(void)state;
	put("", 0600);
	assert_int_equal(truncate(path, (off_t)large), 0);
	assert_int_equal(file_stream_open(&s, path, NULL), RC_OK);
	assert_true(s.size == large);
	while (got != 0) {
		assert_int_equal(file_stream_read(&s, to, sizeof to, &got,
		    NULL), RC_OK);
		all += got;
	}
	assert_true(all == large);
	file_stream_close(&s);
}

static void
a_stream_gives_the_same_bytes_in_any_step(void **state)
{
	char to[32];

	(void)state;
	put("ISA*00*  ~", 0600);
	for (size_t step = 1; step < 12; step++) {
		struct file_stream s;

		assert_int_equal(file_stream_open(&s, path, NULL), RC_OK);
		assert_int_equal(drain(&s, step, to), 10);
		assert_memory_equal(to, "ISA*00*  ~", 10);
		file_stream_close(&s);
		file_stream_memory(&s, STR("ISA*00*  ~"));
		assert_int_equal(s.size, 10);
		assert_int_equal(drain(&s, step, to), 10);
		assert_memory_equal(to, "ISA*00*  ~", 10);
		file_stream_close(&s);
	}
}

struct pulled { const char *p; size_t step; };

static ptrdiff_t
pull(void *ctx, char *to, size_t n)
{
	struct pulled *from = ctx;
	size_t rest = strlen(from->p);
	size_t take = rest < from->step ? rest : from->step;

	if (take > n)
		return -1;
	memcpy(to, from->p, take);
	from->p += take;
	return (ptrdiff_t)take;
}

static ptrdiff_t
pull_too_much(void *ctx, char *to, size_t n)
{
	(void)ctx;
	(void)to;
	return (ptrdiff_t)n + 1;
}

static void
a_stream_over_a_function_gives_what_that_gives(void **state)
{
	struct pulled from = { "ISA*00*  ~", 3 };
	struct file_stream s;
	char to[32];
	size_t got;

	(void)state;
	file_stream_pull(&s, pull, &from);
	assert_int_equal(s.size, 0);
	assert_int_equal(drain(&s, 5, to), 10);
	assert_memory_equal(to, "ISA*00*  ~", 10);
	from = (struct pulled){ "ISA*00*  ~", 3 };
	assert_int_equal(file_stream_read(&s, to, 2, &got, NULL), RC_IO);
	file_stream_close(&s);
	file_stream_pull(&s, pull_too_much, NULL);
	assert_int_equal(file_stream_read(&s, to, 2, &got, NULL), RC_IO);
	file_stream_close(&s);
}

static void
a_stream_over_nothing_is_at_its_end(void **state)
{
	struct file_stream s;
	char to[4];

	(void)state;
	file_stream_memory(&s, (str){ NULL, 0 });
	assert_int_equal(drain(&s, sizeof to, to), 0);
	file_stream_close(&s);
	assert_int_equal(drain(&s, sizeof to, to), 0);
}

static void
a_stream_over_a_pipe_has_no_known_size(void **state)
{
	struct file_stream s;
	char name[32], to[16];
	int fd;

	(void)state;
	fill_pipe(STR("GS*HC"), name, &fd);
	assert_int_equal(file_stream_open(&s, name, NULL), RC_OK);
	assert_int_equal(s.size, 0);
	assert_int_equal(drain(&s, 3, to), 5);
	file_stream_close(&s);
	close(fd);
}

static void
a_dash_is_standard_input_which_stays_open(void **state)
{
	int kept = dup(STDIN_FILENO), fd;
	struct file_stream s;
	char name[32], to[16];
	struct err e;

	(void)state;
	fill_pipe(STR("GS*HC"), name, &fd);
	dup2(fd, STDIN_FILENO);
	assert_int_equal(file_stream_open(&s, "-", NULL), RC_OK);
	assert_int_equal(drain(&s, 16, to), 5);
	file_stream_close(&s);
	assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
	close(fd);
	fd = open(folder, O_RDONLY | O_DIRECTORY);
	dup2(fd, STDIN_FILENO);
	assert_int_equal(file_stream_open(&s, "-", &e), RC_IO);
	close(fd);
	close(STDIN_FILENO);
	assert_int_equal(file_stream_open(&s, "-", &e), RC_IO);
	if (kept >= 0) {
		dup2(kept, STDIN_FILENO);
		close(kept);
	}
}

static int alarm_fills, alarm_empties;	/* the ends of a pipe, or -1 */

/* The interruption brings what the reader, or the writer, waits for. */
static void
on_alarm(int sig)
{
	static char block[1 << 16];
	ssize_t n = alarm_fills >= 0 ? write(alarm_fills, "x", 1) :
	    read(alarm_empties, block, sizeof block);

	(void)sig;
	(void)n;
}

/* Let the alarm ring in 20 ms; the handler before it goes to *before. */
static void
set_alarm(struct sigaction *before)
{
	struct sigaction act = { .sa_handler = on_alarm };
	struct itimerval soon = { .it_value = { .tv_usec = 20000 } };

	assert_int_equal(sigaction(SIGALRM, &act, before), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &soon, NULL), 0);
}

static void
an_interrupted_read_is_repeated(void **state)
{
	struct sigaction before;
	struct file_stream s;
	char name[32], to[4];
	int pair[2];
	size_t got;

	(void)state;
	assert_int_equal(pipe(pair), 0);
	alarm_fills = pair[1];
	snprintf(name, sizeof name, "/dev/fd/%d", pair[0]);
	assert_int_equal(file_stream_open(&s, name, NULL), RC_OK);
	set_alarm(&before);
	assert_int_equal(file_stream_read(&s, to, 4, &got, NULL), RC_OK);
	assert_int_equal(got, 1);
	sigaction(SIGALRM, &before, NULL);
	file_stream_close(&s);
	close(pair[0]);
	close(pair[1]);
}

static void
an_interrupted_write_is_repeated(void **state)
{
	struct sigaction before;
	struct file_out o;
	char name[32];
	int pair[2];

	(void)state;
	assert_int_equal(pipe(pair), 0);
	alarm_fills = -1;
	alarm_empties = pair[0];
	assert_int_equal(fcntl(pair[1], F_SETFL, O_NONBLOCK), 0);
	while (write(pair[1], "x", 1) == 1)
		;
	snprintf(name, sizeof name, "/dev/fd/%d", pair[1]);
	assert_int_equal(file_out_open(&o, name, NULL), RC_OK);
	set_alarm(&before);
	assert_int_equal(file_out_write(&o, STR("ISA"), NULL), RC_OK);
	sigaction(SIGALRM, &before, NULL);
	assert_int_equal(file_out_commit(&o, NULL), RC_OK);
	close(pair[0]);
	close(pair[1]);
}

/* ---- an output ------------------------------------------------------ */

static void
file_F2_an_output_appears_when_it_is_complete(void **state)
{
	struct file_out o;
	struct err e;

	(void)state;
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(file_out_write(&o, STR("ISA"), &e), RC_OK);
	assert_int_equal(access(path, F_OK), -1);
	assert_int_equal(file_out_write(&o, STR("*00"), &e), RC_OK);
	assert_int_equal(file_out_write(&o, STR(""), &e), RC_OK);
	assert_int_equal(file_out_commit(&o, &e), RC_OK);
	assert_true(has(path, "ISA*00"));
	assert_int_equal(look(false), 1);
	file_out_abandon(&o);
	assert_true(has(path, "ISA*00"));
}

static void
file_F2_after_an_abandon_nothing_is_left_behind(void **state)
{
	struct file_out o;
	struct err e;

	(void)state;
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(file_out_write(&o, STR("ISA"), &e), RC_OK);
	assert_int_equal(look(false), 1);
	file_out_abandon(&o);
	assert_int_equal(look(false), 0);
	file_out_abandon(&o);
}

static void
file_F2_the_old_file_stands_until_the_commit(void **state)
{
	struct file_out o;
	struct err e;

	(void)state;
	put("old", 0600);
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(file_out_write(&o, STR("new"), &e), RC_OK);
	assert_true(has(path, "old"));
	file_out_abandon(&o);
	assert_true(has(path, "old"));
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(file_out_write(&o, STR("new"), &e), RC_OK);
	assert_int_equal(file_out_commit(&o, &e), RC_OK);
	assert_true(has(path, "new"));
	assert_int_equal(look(false), 1);
}

static void
file_F2_a_short_write_leaves_the_old_file(void **state)
{
	static char text[10000];
	struct rlimit before, small;
	struct file_out o;
	struct err e;

	(void)state;
	put("old", 0600);
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = before;
	small.rlim_cur = 4096;
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(file_out_write(&o, (str){ text, sizeof text }, &e),
	    RC_IO);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_non_null(strstr(e.msg, path));
	file_out_abandon(&o);
	assert_true(has(path, "old"));
	assert_int_equal(look(false), 1);
}

static void
file_F2_a_disk_that_cannot_sync_leaves_the_old_file(void **state)
{
	struct file_out o;
	struct err e;

	(void)state;
	put("old", 0600);
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(file_out_write(&o, STR("new"), &e), RC_OK);
	syncs_until_failure = 1;
	assert_int_equal(file_out_commit(&o, &e), RC_IO);
	assert_int_equal(o.fd, -1);
	assert_true(has(path, "old"));
	assert_int_equal(look(false), 1);
}

static void
file_F2_a_folder_that_cannot_sync_is_told_and_the_file_is_whole(void **state)
{
	struct file_out o;
	struct err e;

	(void)state;
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(file_out_write(&o, STR("new"), &e), RC_OK);
	syncs_until_failure = 2;
	assert_int_equal(file_out_commit(&o, &e), RC_IO);
	assert_non_null(strstr(e.msg, "durable"));
	assert_non_null(strstr(e.msg, path));
	assert_true(has(path, "new"));
	assert_int_equal(look(false), 1);
}

static void
file_F2_a_commit_over_a_folder_made_meanwhile_leaves_nothing(void **state)
{
	struct file_out o;
	struct err e;

	(void)state;
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(file_out_commit(&o, &e), RC_IO);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(look(false), 0);
}

static void
a_folder_one_may_write_but_not_list_is_no_failure(void **state)
{
	struct file_out o;
	struct err e;

	(void)state;
	be_nobody(true);
	assert_int_equal(chmod(folder, 0300), 0);
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(file_out_commit(&o, &e), RC_OK);
	assert_int_equal(chmod(folder, 0700), 0);
	be_nobody(false);
	assert_int_equal(look(false), 1);
}

static void
a_new_file_gets_what_the_umask_allows(void **state)
{
	const mode_t masks[] = { 022, 077, 002, 0 };
	mode_t before = umask(0);

	(void)state;
	for (size_t i = 0; i < LENGTH(masks); i++) {
		struct file_out o;

		umask(masks[i]);
		assert_int_equal(file_out_open(&o, path, NULL), RC_OK);
		assert_int_equal(file_out_commit(&o, NULL), RC_OK);
		assert_int_equal(mode_of(path), 0666 & ~masks[i]);
		unlink(path);
	}
	umask(before);
}

static void
a_file_replaced_keeps_its_permissions(void **state)
{
	const mode_t modes[] = { 0600, 0640, 0666 };
	mode_t before = umask(022);

	(void)state;
	for (size_t i = 0; i < LENGTH(modes); i++) {
		struct file_out o;

		put("old", modes[i]);
		assert_int_equal(file_out_open(&o, path, NULL), RC_OK);
		assert_int_equal(mode_of(o.temporary), modes[i]);
		assert_int_equal(file_out_commit(&o, NULL), RC_OK);
		assert_int_equal(mode_of(path), modes[i]);
	}
	umask(before);
}

static void
a_file_that_is_read_only_is_not_replaced(void **state)
{
	struct file_out o;
	struct err e;

	(void)state;
	be_nobody(true);
	put("old", 0400);
	assert_int_equal(file_out_open(&o, path, &e), RC_IO);
	be_nobody(false);
	assert_non_null(strstr(e.msg, "Permission denied"));
	assert_int_equal(look(false), 1);
}

static void
a_link_stays_a_link_and_its_file_is_replaced(void **state)
{
	char link[160];
	struct file_out o;
	struct stat st;

	(void)state;
	put("old", 0600);
	snprintf(link, sizeof link, "%s/link", folder);
	assert_int_equal(symlink("out.edi", link), 0);
	assert_int_equal(file_out_open(&o, link, NULL), RC_OK);
	assert_int_equal(file_out_write(&o, STR("new"), NULL), RC_OK);
	assert_int_equal(file_out_commit(&o, NULL), RC_OK);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_true(has(path, "new"));
}

static void
a_name_without_a_folder_is_in_the_current_one(void **state)
{
	int here = open(".", O_RDONLY | O_DIRECTORY);
	struct file_out o;

	(void)state;
	assert_true(here >= 0);
	assert_int_equal(chdir(folder), 0);
	assert_int_equal(file_out_open(&o, "out.edi", NULL), RC_OK);
	assert_int_equal(file_out_commit(&o, NULL), RC_OK);
	assert_int_equal(fchdir(here), 0);
	close(here);
	assert_true(has(path, ""));
}

static void
an_output_that_cannot_be_created_is_refused(void **state)
{
	char name[160];
	struct file_out o;
	struct err e;

	(void)state;
	snprintf(name, sizeof name, "%s/missing/out.edi", folder);
	assert_int_equal(file_out_open(&o, name, &e), RC_IO);
	assert_non_null(strstr(e.msg, name));
	assert_non_null(strstr(e.msg, "No such file"));
	assert_int_equal(o.fd, -1);
	file_out_abandon(&o);
	put("a file", 0600);
	snprintf(name, sizeof name, "%s/out.edi", path);
	assert_int_equal(file_out_open(&o, name, &e), RC_IO);
	assert_int_equal(file_out_open(&o, folder, &e), RC_IO);
	assert_non_null(strstr(e.msg, "directory"));
	assert_int_equal(file_out_open(&o, "", &e), RC_IO);
	assert_null(o.path);
	assert_int_equal(look(false), 1);
}

static void
a_full_device_is_a_failure_and_stays_a_device(void **state)
{
	struct file_out o;
	struct stat st;
	struct err e;

	(void)state;
	assert_int_equal(file_out_open(&o, "/dev/full", &e), RC_OK);
	assert_null(o.temporary);
	assert_int_equal(file_out_write(&o, STR("ISA"), &e), RC_IO);
	assert_string_equal(e.msg,
	    "cannot write /dev/full: No space left on device");
	file_out_abandon(&o);
	assert_int_equal(file_out_open(&o, "/dev/null", &e), RC_OK);
	assert_int_equal(file_out_write(&o, STR("ISA"), &e), RC_OK);
	assert_int_equal(file_out_commit(&o, &e), RC_OK);
	assert_int_equal(stat("/dev/null", &st), 0);
	assert_true(S_ISCHR(st.st_mode));
}

static void
a_dash_is_standard_output_which_stays_open(void **state)
{
	int kept, pair[2];
	struct file_out o;
	char to[16];

	(void)state;
	fflush(stdout);
	kept = dup(STDOUT_FILENO);
	assert_int_equal(pipe(pair), 0);
	dup2(pair[1], STDOUT_FILENO);
	close(pair[1]);
	assert_int_equal(file_out_open(&o, "-", NULL), RC_OK);
	assert_int_equal(file_out_write(&o, STR("ISA"), NULL), RC_OK);
	assert_int_equal(file_out_commit(&o, NULL), RC_OK);
	assert_true(fcntl(STDOUT_FILENO, F_GETFD) >= 0);
	close(STDOUT_FILENO);
	assert_int_equal(file_out_open(&o, "-", NULL), RC_IO);
	dup2(kept, STDOUT_FILENO);
	close(kept);
	assert_int_equal(read(pair[0], to, sizeof to), 3);
	assert_memory_equal(to, "ISA", 3);
	close(pair[0]);
}

static void
what_is_not_open_cannot_be_written_or_committed(void **state)
{
	struct file_out o;
	struct err e;

	(void)state;
	assert_int_equal(file_out_open(&o, path, &e), RC_OK);
	assert_int_equal(file_out_commit(&o, &e), RC_OK);
	assert_int_equal(file_out_write(&o, STR("x"), &e), RC_INVALID);
	assert_int_equal(file_out_commit(&o, &e), RC_INVALID);
	assert_true(has(path, ""));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file_is_mapped_whole),
		TEST(an_empty_file_is_an_empty_text),
		TEST(a_pipe_is_read_into_memory),
		TEST(a_file_that_is_missing_or_a_folder_is_refused),
		TEST(a_read_the_system_refuses_is_a_failure),
		TEST(file_F1_a_large_file_is_read_through_a_small_window),
		TEST(a_stream_gives_the_same_bytes_in_any_step),
		TEST(a_stream_over_a_function_gives_what_that_gives),
		TEST(a_stream_over_nothing_is_at_its_end),
		TEST(a_stream_over_a_pipe_has_no_known_size),
		TEST(a_dash_is_standard_input_which_stays_open),
		TEST(an_interrupted_read_is_repeated),
		TEST(an_interrupted_write_is_repeated),
		TEST(file_F2_an_output_appears_when_it_is_complete),
		TEST(file_F2_after_an_abandon_nothing_is_left_behind),
		TEST(file_F2_the_old_file_stands_until_the_commit),
		TEST(file_F2_a_short_write_leaves_the_old_file),
		TEST(file_F2_a_disk_that_cannot_sync_leaves_the_old_file),
		TEST(file_F2_a_folder_that_cannot_sync_is_told_and_the_file_is_whole),
		TEST(file_F2_a_commit_over_a_folder_made_meanwhile_leaves_nothing),
		TEST(a_folder_one_may_write_but_not_list_is_no_failure),
		TEST(a_new_file_gets_what_the_umask_allows),
		TEST(a_file_replaced_keeps_its_permissions),
		TEST(a_file_that_is_read_only_is_not_replaced),
		TEST(a_link_stays_a_link_and_its_file_is_replaced),
		TEST(a_name_without_a_folder_is_in_the_current_one),
		TEST(an_output_that_cannot_be_created_is_refused),
		TEST(a_full_device_is_a_failure_and_stays_a_device),
		TEST(a_dash_is_standard_output_which_stays_open),
		TEST(what_is_not_open_cannot_be_written_or_committed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
