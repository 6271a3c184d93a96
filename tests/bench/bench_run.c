/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_run.c -- run a command and write down what it cost.
 *
 *	bench_run [--first] REPORT COMMAND [ARG...]
 *
 * REPORT gets one line: exit status, seconds of wall, user and system time,
 * peak resident bytes, and with --first the seconds from the start to the
 * first byte on standard output, which is then read and thrown away.
 *
 * A program of its own, because a child's peak begins at that of the process
 * it was started from: started from Python, every figure would be at least
 * Python's.
 */
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

struct cost { int status; double wall, user, system, first; long kb; };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static double
seconds(struct timeval t)
{
	return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

/* Wait for the first byte, then empty the pipe; the time of the first. */
static double
drain(int fd)
{
	static char block[65536];
	double first = 0;

	while (read(fd, block, sizeof block) > 0)
		if (first == 0)
			first = now();
	close(fd);
	return first;
}

/* Start the command, its standard output into `out` unless that is -1. */
static pid_t
start(char **argv, int out)
{
	posix_spawn_file_actions_t actions;
	pid_t pid = -1;

	posix_spawn_file_actions_init(&actions);
	if (out >= 0)
		posix_spawn_file_actions_adddup2(&actions, out, 1);
	if (posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ) != 0)
		pid = -1;
	posix_spawn_file_actions_destroy(&actions);
	return pid;
}

/* Run the command; false when it could not be started. */
static bool
run(char **argv, bool first, struct cost *c)
{
	int ends[2] = { -1, -1 }, status;
	struct rusage usage;
	double began;
	pid_t pid;

	if (first && pipe2(ends, O_CLOEXEC) != 0)
		return false;
	began = now();
	pid = start(argv, ends[1]);
	if (pid < 0)
		return false;
	if (first) {
		close(ends[1]);
		c->first = drain(ends[0]) - began;
	}
	if (wait4(pid, &status, 0, &usage) != pid)
		return false;
	c->wall = now() - began;
	c->status = WIFEXITED(status) ? WEXITSTATUS(status) :
	    128 + WTERMSIG(status);
	c->user = seconds(usage.ru_utime);
	c->system = seconds(usage.ru_stime);
	c->kb = usage.ru_maxrss;
	return true;
}

int
main(int argc, char **argv)
{
	bool first = argc > 1 && strcmp(argv[1], "--first") == 0;
	char **args = argv + 1 + first;
	struct cost c = { 0 };
	FILE *report;

	if (argc < 3 + first) {
		fprintf(stderr,
		    "usage: bench_run [--first] REPORT COMMAND [ARG...]\n");
		return 2;
	}
	if (!run(args + 1, first, &c)) {
		perror(args[1]);
		return 1;
	}
	report = fopen(args[0], "we");
	if (report == NULL) {
		perror(args[0]);
		return 1;
	}
	fprintf(report, "%d %.6f %.6f %.6f %ld %.6f\n", c.status, c.wall,
	    c.user, c.system, c.kb * 1024, c.first);
	return fclose(report) == 0 ? 0 : 1;
}
