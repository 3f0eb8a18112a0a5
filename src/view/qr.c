#include "view/qr.h"

#include <qrencode.h>
#include <stdbool.h>

#include "util/buf.h"

#define QUIET 4 /* white modules around it, as the standard asks */

/* One path; a run of dark modules in a row is one box of it. */
static void draw(struct buf *b, const QRcode *code)
{
	for (int y = 0; y < code->width; y++) {
		const unsigned char *row = code->data + y * code->width;

		for (int x = 0; x < code->width; x++) {
			int start = x;

			while (x < code->width && (row[x] & 1))
				x++;
			if (x > start)
				buf_printf(b, "M%d %dh%dv1h-%dz", start + QUIET,
					   y + QUIET, x - start, x - start);
		}
	}
}

char *qr_svg(struct arena *arena, const char *text)
{
	QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
	struct buf b;
	int size;

	if (!code)
		return NULL;
	size = code->width + 2 * QUIET;
	buf_init(&b, arena);
	buf_printf(&b,
		   "<svg class=\"qr\" viewBox=\"0 0 %d %d\" "
		   "shape-rendering=\"crispEdges\" aria-hidden=\"true\">"
		   "<path fill=\"#fff\" d=\"M0 0h%dv%dH0z\"/>"
		   "<path fill=\"#000\" d=\"",
		   size, size, size, size);
	draw(&b, code);
	buf_text(&b, "\"/></svg>");
	QRcode_free(code);
	return b.data;
}
