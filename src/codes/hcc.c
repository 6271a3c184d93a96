/* SPDX-License-Identifier: Apache-2.0 */
/* hcc.c -- see hcc.h. */
#include "codes/hcc.h"

const struct hcc_kind hcc_kinds[HCC_MODELS] = {
	[HCC_V21] = { "CMS-HCC V21", "V21-", SET_HCC_V21, 2012 },
	[HCC_V22] = { "CMS-HCC V22", "V22-", SET_HCC_V22, 2014 },
	[HCC_V23] = { "CMS-HCC V23", "V23-", SET_HCC_V23, 2019 },
	[HCC_V24] = { "CMS-HCC V24", "V24-", SET_HCC_V24, 2020 },
	[HCC_V28] = { "CMS-HCC V28", "V28-", SET_HCC_V28, 2024 },
	[HCC_ESRD_V21] = { "ESRD V21", "E21-", SET_HCC_ESRD_V21, 2012 },
	[HCC_ESRD_V24] = { "ESRD V24", "E24-", SET_HCC_ESRD_V24, 2023 },
	[HCC_RX_V05] = { "RxHCC V05", "R05-", SET_HCC_RX_V05, 2016 },
	[HCC_RX_V08] = { "RxHCC V08", "R08-", SET_HCC_RX_V08, 2023 },
	[HCC_HHS] = { "HHS-HCC", "H07-", SET_HCC_HHS, 2021 },
};

/* What may stand before the number. */
static str
cut_words(str s)
{
	static const char *const words[] = { "HHS_", "RX", "HCC", "CC" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		str w = str_of(words[i]);

		if (s.n > w.n && str_eq_nocase((str){ s.p, w.n }, w))
			s = (str){ s.p + w.n, s.n - w.n };
	}
	while (s.n > 1 && s.p[0] == '0')
		s = (str){ s.p + 1, s.n - 1 };
	return s;
}

/* See hcc.h. */
code_key
hcc_key(enum hcc_model m, str number)
{
	char text[CODE_CHARS];

	number = cut_words(number);
	if (number.n == 0 || number.n > CODE_CHARS - 4 ||
	    number.p[0] < '0' || number.p[0] > '9')
		return CODE_NONE;
	memcpy(text, hcc_kinds[m].prefix, 4);
	memcpy(text + 4, number.p, number.n);
	return code_pack((str){ text, 4 + number.n });
}
