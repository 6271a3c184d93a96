/* SPDX-License-Identifier: Apache-2.0 */
/*
 * test_reader.c -- what the reader promises (R1 to R4): items alive as long as
 * said wherever the file's blocks end, levels in which nothing is, files cut
 * off anywhere, flat memory.  With "large" the file for memory is larger.
 */
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "envelopes.h"
#include "guides.h"
#include "models.h"

#include "claim/reader.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
# define SLACK 288	/* MiB beyond what a small file takes */
#else
# define SLACK 48
#endif
#define MIB	((size_t)1 << 20)

static size_t scale = 1;

static void
ignore(void *ctx, const struct finding *f)
{
	(void)ctx;
	(void)f;
}

static const struct finding_sink nobody = { NULL, ignore };

static struct reader *
begin(struct file_stream *in)
{
	const struct reader_options options = { &guides, CHECK_GUIDE };
	struct reader *r;
	struct err err;

	assert_int_equal(reader_open(in, &options, &nobody, &r, &err), RC_OK);
	return r;
}

/* Look at everything that an item leads up to: ASan sees what is gone. */
static unsigned
look_up(const struct schema *s, const void *object)
{
	unsigned n = 1;

	assert_true(schema_equal(s, object, object));
	for (unsigned i = 0; i < s->n && s->fields[i].type == FIELD_UP; i++) {
		const void *up = *(void *const *)field_at(object,
		    &s->fields[i]);

		if (up != NULL)
			n += look_up(s->fields[i].of, up);
	}
	return n;
}

/* The items of a file, "interchange functional_group claim_batch claim ...". */
static void
list_items(str text, struct buf *out)
{
	struct file_stream in;
	struct item item;
	struct reader *r;
	struct err err;

	file_stream_memory(&in, text);
	r = begin(&in);
	for (;;) {
		assert_int_equal(reader_next(r, &item, &err), RC_OK);
		if (item.object == NULL)
			break;
		(void)look_up(item.schema, item.object);
		buf_fmt(out, "%s%s", out->n != 0 ? " " : "",
		    item.schema->name);
	}
	assert_int_equal(reader_next(r, &item, &err), RC_OK);
	assert_null(item.object);	/* and it stays at its end */
	reader_close(r);
	file_stream_close(&in);
}

static void
assert_items(const char *text, const char *want)
{
	struct buf out;

	buf_init(&out, 1 << 20);
	list_items(str_of(text), &out);
	assert_string_equal(out.n != 0 ? out.p : "", want);
	buf_fini(&out);
}

#define HEAD_837P "ST*837*0001*005010X222A1~BHT*0019*00*T*20260302*0915*CH~" \
	"NM1*41*2*S*****46*T1~PER*IC*N*TE*5555550100~NM1*40*2*R*****46*T2~"
#define BILLING "HL*1**20*1~NM1*85*2*TEST CLINIC*****XX*1234567893~"
#define SUBSCRIBER "HL*2*1*22*0~SBR*P*18*G1******CI~NM1*IL*1*T*T****MI*T1~"

/* R3: a level in which no record is is given by itself; one with records is
 * not. */
static void
R3_levels_without_records_are_given(void **state)
{
	(void)state;
	assert_items(ISA_1 GS_837P HEAD_837P BILLING SUBSCRIBER
	    "HL*3*1*22*0~SBR*P*18*G2******CI~CLM*A*1***11:B:1*Y*A*Y*Y~"
	    "SE*15*0001~" GE_1 IEA_1,
	    "interchange functional_group claim_batch subscriber_level claim");
	assert_items(ISA_1 GS_837P HEAD_837P BILLING "SE*8*0001~" GE_1 IEA_1,
	    "interchange functional_group claim_batch billing_level");
	assert_items(ISA_1 IEA_1, "interchange");
	assert_items(ISA_1 GS_837P GE_1 IEA_1,
	    "interchange functional_group");
}

/* R3, R4: without a trailer, or without what must come before. */
static void
R4_reads_what_has_a_place(void **state)
{
	(void)state;
	assert_items(ISA_1 GS_837P HEAD_837P BILLING SUBSCRIBER
	    "CLM*A*1***11:B:1*Y*A*Y*Y~",
	    "interchange functional_group claim_batch claim");
	assert_items(ISA_1 GS_837P HEAD_837P "CLM*A*1***11:B:1~SE*7*0001~"
	    GE_1 IEA_1, "interchange functional_group claim_batch");
	assert_items(ISA_1 HEAD_837P BILLING "SE*8*0001~" IEA_1,
	    "interchange claim_batch billing_level");
	assert_items("", "");
	assert_items("nothing of the kind", "");
}

/* Several interchanges, TA1s between. */
static void
reads_several_interchanges(void **state)
{
	(void)state;
	assert_items(ISA_1 "TA1*000000301*260302*0915*A*000~" GS_837P HEAD_837P
	    BILLING "SE*8*0001~" GE_1 IEA_1
	    ISA_1 "TA1*000000302*260302*0915*A*000~"
	    "TA1*000000303*260302*0915*A*000~IEA*0*000000001~" ISA_1 GS_837P
	    GE_1 IEA_1,
	    "interchange interchange_acknowledgement functional_group "
	    "claim_batch billing_level interchange "
	    "interchange_acknowledgement interchange_acknowledgement "
	    "interchange functional_group");
}

/* The charge of the one claim in `text`, in cents. */
static money
charge_in(const char *text)
{
	money charge = -1;
	struct file_stream in;
	struct item item;
	struct reader *r;
	struct err err;

	file_stream_memory(&in, str_of(text));
	r = begin(&in);
	while (reader_next(r, &item, &err) == RC_OK && item.object != NULL)
		if (strcmp(item.schema->name, "claim") == 0)
			charge =
			    ((const struct claim *)item.object)->charge.cents;
	reader_close(r);
	file_stream_close(&in);
	return charge;
}

/* The reader has a short way for amounts in files: it reads the same. */
static void
amounts_of_files_are_read_as_any(void **state)
{
	static const char signs[] = "0159.-+ X";
	char amount[12], text[1024];
	uint64_t seed = 1;

	(void)state;
	for (unsigned k = 0; k < 4000; k++) {
		size_t n = 1 + k % 10;

		for (size_t i = 0; i < n; i++) {
			seed = seed * 6364136223846793005u + 1;
			/* Mostly digits, or hardly any would be numbers. */
			amount[i] = signs[(seed >> 33) % (k % 3 == 0 ? 9 : 5)];
		}
		amount[n] = '\0';
		snprintf(text, sizeof text, "%sCLM*A*%s***11:B:1*Y*A*Y*Y~",
		    ISA_1 GS_837P HEAD_837P BILLING SUBSCRIBER, amount);
		assert_int_equal(charge_in(text),
		    amount_read(str_of(amount)).cents);
	}
}

/* R4: a name that is none, also as a transaction's first segment or behind
 * another that has no place, is passed over. */
static void
R4_what_has_no_name_is_passed_over(void **state)
{
	static const char *const names[] = { "", "*A", "**", "A*A", "a1*A",
	    "NM12*A", "\1\1*A", "A-*A" };
	char text[1024];

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		snprintf(text, sizeof text, ISA_1 GS_837P
		    "ST*837*0001*005010X222A1~%s~%s~QQ~%s~%s~%s", names[i],
		    names[i], names[i], "BHT*0019*00*T*20260302*0915*CH~",
		    BILLING SUBSCRIBER "CLM*A*1***11:B:1*Y*A*Y*Y~");
		assert_items(text, "interchange functional_group claim_batch "
		    "claim");
	}
}

/* R4: a file cut off behind any byte is read to there. */
static void
R4_a_file_may_end_anywhere(void **state)
{
	static const char text[] = ISA_1 GS_837P HEAD_837P BILLING SUBSCRIBER
	    "CLM*A*1***11:B:1*Y*A*Y*Y~HI*ABK:J0190*ABF:I10~LX*1~"
	    "SV1*HC:99213:25*100*UN*1***1:2~DTP*472*RD8*20260226-20260227~"
	    "CAS*PR*1*5~SE*18*0001~" GE_1 IEA_1;
	struct buf out;

	(void)state;
	buf_init(&out, 1 << 20);
	for (size_t n = 0; n < sizeof text; n++) {
		char *copy = malloc(n + 1);	/* ASan sees past its end */

		assert_non_null(copy);
		memcpy(copy, text, n);
		buf_reset(&out);
		list_items((str){ copy, n }, &out);
		free(copy);
	}
	assert_string_equal(out.p,
	    "interchange functional_group claim_batch claim");
	buf_fini(&out);
}

/* ---- R2: blocks ----------------------------------------------------- */

/* Pour `text` into a pipe, in pieces of `step` bytes. */
struct pouring { int fd; str text; size_t step; };

static void *
pour(void *arg)
{
	const struct pouring *p = arg;

	for (size_t at = 0; at < p->text.n;) {
		size_t n = p->text.n - at < p->step ? p->text.n - at : p->step;
		ssize_t wrote = write(p->fd, p->text.p + at, n);

		if (wrote <= 0)
			break;
		at += (size_t)wrote;
	}
	close(p->fd);
	return NULL;
}

/* Read from a pipe; write what is read, every item looked at again after the
 * next item of its level was begun. */
static void
write_poured(str text, size_t step, struct buf *out)
{
	const struct writer_options wo = { .guides = &guides };
	struct pouring p = { .text = text, .step = step };
	struct file_stream in = { .owned = true };
	struct reader *r;
	struct writer *w;
	struct item item;
	pthread_t thread;
	struct err err;
	int fd[2];

	assert_int_equal(pipe(fd), 0);
	p.fd = fd[1];
	in.fd = fd[0];
	assert_int_equal(pthread_create(&thread, NULL, pour, &p), 0);
	r = begin(&in);
	assert_int_equal(writer_new(&wo, &nobody, &w, &err), RC_OK);
	for (;;) {
		assert_int_equal(reader_next(r, &item, &err), RC_OK);
		if (item.object == NULL)
			break;
		assert_true(look_up(item.schema, item.object) >= 1);
		assert_int_equal(writer_put(w, &item, &err), RC_OK);
		buf_add(out, writer_take(w));
	}
	assert_int_equal(writer_end(w, &err), RC_OK);
	buf_add(out, writer_take(w));
	pthread_join(thread, NULL);
	writer_free(w);
	reader_close(r);
	file_stream_close(&in);
}

/* A transaction of claims, some small, some with as many lines as they may
 * have and notes as long as they may be. */
static void
put_claims(struct buf *b, unsigned claims)
{
	unsigned n = 18;

	put(b, ISA_1 GS_837P);
	put_837p(b, 1, 0, 0);
	b->n -= strlen("SE*18*0001~");
	for (unsigned i = 0; i < claims; i++) {
		unsigned lines = i % 7 == 3 ? 50 : 1;

		if (i % 99 == 98) {	/* a level takes a hundred */
			buf_fmt(b, "HL*%u*1*22*0~SBR*P*18*G%u******CI~"
			    "NM1*IL*1*TESTMAN*TEST****MI*T%u~"
			    "NM1*PR*2*TEST PLAN*****PI*60001~", i / 99 + 3, i,
			    i);
			n += 4;
		}
		buf_fmt(b, "CLM*TEST-%u*100***11:B:1*Y*A*Y*Y~HI*ABK:J0190~", i);
		n += 2;
		for (unsigned k = 1; k <= lines; k++) {
			buf_fmt(b, "LX*%u~SV1*HC:99213*100*UN*1***1~"
			    "DTP*472*D8*20260226~NTE*ADD*%060u~", k, i);
			n += 4;
		}
	}
	buf_fmt(b, "SE*%u*0001~" GE_1 IEA_1, n);
	assert_false(b->failed);
}

/* R2: the same items whatever blocks they come in. */
static void
R2_items_live_wherever_blocks_end(void **state)
{
	static const size_t steps[] = { 1, 7, 1000, 65536, 1 << 30 };
	struct buf text, out;

	(void)state;
	buf_init(&text, FILE_MOST);
	buf_init(&out, FILE_MOST);
	put_claims(&text, 20);
	for (size_t i = 0; i < LENGTH(steps); i++) {
		buf_reset(&out);
		write_poured(buf_str(&text), steps[i], &out);
		assert_true(str_eq(buf_str(&out), buf_str(&text)));
	}
	/* Larger than a block, by far. */
	buf_reset(&text);
	put_claims(&text, 4000);
	buf_reset(&out);
	write_poured(buf_str(&text), 50000, &out);
	assert_true(str_eq(buf_str(&out), buf_str(&text)));
	buf_fini(&text);
	buf_fini(&out);
}

/* R2: one record that is larger than several blocks. */
static void
R2_a_record_may_span_blocks(void **state)
{
	struct buf text, out;
	struct item item;
	struct file_stream in;
	struct reader *r;
	struct err err;
	size_t lines = 0;

	(void)state;
	buf_init(&text, FILE_MOST);
	buf_init(&out, FILE_MOST);
	put(&text, ISA_1 GS_837P HEAD_837P BILLING SUBSCRIBER
	    "CLM*A*1***11:B:1*Y*A*Y*Y~HI*ABK:J0190~");
	for (unsigned k = 1; k <= 90000; k++)
		buf_fmt(&text, "LX*%u~SV1*HC:99213*%u*UN*1***1~"
		    "DTP*472*D8*20260226~CAS*CO*45*%u~", k, k, k);
	put(&text, "SE*1*0001~" GE_1 IEA_1);
	file_stream_memory(&in, buf_str(&text));
	r = begin(&in);
	for (;;) {
		const struct claim *c;
		money charge = 0;

		assert_int_equal(reader_next(r, &item, &err), RC_OK);
		if (item.object == NULL)
			break;
		if (strcmp(item.schema->name, "claim") != 0)
			continue;
		c = item.object;
		for (const struct service_line *l = c->lines.first; l != NULL;
		    l = l->next) {
			charge += 100;
			assert_int_equal(l->charge.cents, charge);
			assert_true(str_eq(l->procedure.code, STR("99213")));
			lines++;
		}
	}
	assert_int_equal(lines, 90000);
	reader_close(r);
	file_stream_close(&in);
	buf_fini(&text);
	buf_fini(&out);
}

/* ---- R1: memory ----------------------------------------------------- */

struct source { int fd; size_t bytes; };

static void *
pour_claims(void *arg)
{
	const struct source *s = arg;
	struct buf b;
	size_t done = 0;

	buf_init(&b, FILE_MOST);
	put(&b, ISA_1 GS_837P);
	put_837p(&b, 1, 1, 0);
	b.n -= strlen("SE*23*0001~");
	for (unsigned i = 2; done < s->bytes;) {
		while (b.n < 60000)
			put_claim(&b, i++, 0);
		if (done + b.n >= s->bytes)
			put(&b, "SE*1*0001~" GE_1 IEA_1);
		if (write(s->fd, b.p, b.n) != (ssize_t)b.n)
			break;
		done += b.n;
		buf_reset(&b);
	}
	buf_fini(&b);
	close(s->fd);
	return NULL;
}

/* In a child: read and write a file of `bytes`; the most memory held, MiB. */
static long
memory_for(size_t bytes)
{
	struct rusage usage;
	pid_t child = fork();
	int status;

	assert_true(child >= 0);
	if (child == 0) {
		struct source s = { .bytes = bytes };
		struct file_stream in = { .owned = true };
		const struct writer_options wo = { .guides = &guides };
		struct reader *r;
		struct writer *w;
		struct item item;
		pthread_t thread;
		struct err err;
		size_t wrote = 0;
		int fd[2];

		if (pipe(fd) != 0)
			_exit(1);
		s.fd = fd[1];
		in.fd = fd[0];
		if (pthread_create(&thread, NULL, pour_claims, &s) != 0)
			_exit(1);
		r = begin(&in);
		if (writer_new(&wo, &nobody, &w, &err) != RC_OK)
			_exit(1);
		while (reader_next(r, &item, &err) == RC_OK &&
		    item.object != NULL) {
			if (writer_put(w, &item, &err) != RC_OK)
				_exit(2);
			wrote += writer_take(w).n;
		}
		_exit(wrote + 100000 < bytes ? 3 : 0);
	}
	assert_int_equal(wait4(child, &status, 0, &usage), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	return usage.ru_maxrss / 1024;
}

/* R1 */
static void
R1_memory_does_not_grow_with_the_file(void **state)
{
	long small = memory_for(2 * scale * MIB);
	long large = memory_for(20 * scale * MIB);

	(void)state;
	if (large > small + SLACK)
		fail_msg("%ld MiB grew to %ld MiB", small, large);
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(R3_levels_without_records_are_given),
		cmocka_unit_test(R4_reads_what_has_a_place),
		cmocka_unit_test(reads_several_interchanges),
		cmocka_unit_test(amounts_of_files_are_read_as_any),
		cmocka_unit_test(R4_what_has_no_name_is_passed_over),
		cmocka_unit_test(R4_a_file_may_end_anywhere),
		cmocka_unit_test(R2_items_live_wherever_blocks_end),
		cmocka_unit_test(R2_a_record_may_span_blocks),
		cmocka_unit_test(R1_memory_does_not_grow_with_the_file),
	};

	signal(SIGPIPE, SIG_IGN);
	if (argc > 1 && strcmp(argv[1], "large") == 0)
		scale = 10;
	return cmocka_run_group_tests(tests, load_guides, drop_guides);
}
