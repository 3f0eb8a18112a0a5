#include "util/totp.h"

#include <liboath/oath.h>
#include <stdlib.h>
#include <string.h>

#include "util/buf.h"
#include "util/log.h"
#include "util/token.h"

/* Digits of what was typed, "123 456" too; false when they are not six. */
static bool read_code(const char *typed, char code[TOTP_DIGITS + 1])
{
	size_t count = 0;

	for (; *typed; typed++) {
		if (*typed == ' ')
			continue;
		if (*typed < '0' || *typed > '9' || count == TOTP_DIGITS)
			return false;
		code[count++] = *typed;
	}
	code[count] = '\0';
	return count == TOTP_DIGITS;
}

static bool is_code_of(const unsigned char *secret, int64_t step,
		       const char *code)
{
	char wanted[TOTP_DIGITS + 1];

	if (step < 0 || oath_totp_generate((const char *)secret, TOTP_SECRET,
					   step * TOTP_STEP, TOTP_STEP, 0,
					   TOTP_DIGITS, wanted) != OATH_OK)
		return false;
	return token_equal((const unsigned char *)wanted,
			   (const unsigned char *)code, TOTP_DIGITS);
}

int64_t totp_check(const unsigned char secret[TOTP_SECRET], const char *code,
		   int64_t now, int64_t last_step)
{
	int64_t present = now / TOTP_STEP, found = 0;
	char digits[TOTP_DIGITS + 1];

	if (!read_code(code, digits))
		return 0;
	for (int64_t step = present - 1; step <= present + 1; step++)
		if (is_code_of(secret, step, digits) && step > last_step)
			found = step;
	return found;
}

static char *base32(struct arena *arena, const unsigned char *secret)
{
	char *made = NULL, *text = "";
	size_t len;

	if (oath_base32_encode((const char *)secret, TOTP_SECRET, &made,
			       &len) == OATH_OK)
		text = arena_strndup(arena, made, len);
	else
		log_error("base 32: out of memory");
	if (made)
		explicit_bzero(made, len);
	free(made);
	return text;
}

char *totp_words(struct arena *arena, const unsigned char secret[TOTP_SECRET])
{
	const char *text = base32(arena, secret);
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; text[i]; i++) {
		if (i && i % 4 == 0)
			buf_char(&b, ' ');
		buf_char(&b, text[i]);
	}
	return b.data;
}

static void escape(struct buf *b, const char *text)
{
	static const char SAFE[] = "abcdefghijklmnopqrstuvwxyz"
				   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				   "0123456789-._~";

	for (; *text; text++) {
		if (strchr(SAFE, *text))
			buf_char(b, *text);
		else
			buf_printf(b, "%%%02X", (unsigned char)*text);
	}
}

char *totp_uri(struct arena *arena, const unsigned char secret[TOTP_SECRET],
	       const char *issuer, const char *account)
{
	struct buf b;

	buf_init(&b, arena);
	buf_text(&b, "otpauth://totp/");
	escape(&b, issuer);
	buf_char(&b, ':');
	escape(&b, account);
	buf_printf(&b, "?secret=%s&issuer=", base32(arena, secret));
	escape(&b, issuer);
	return b.data;
}
