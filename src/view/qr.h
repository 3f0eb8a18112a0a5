/* A QR code (ISO/IEC 18004) as SVG text: the home of libqrencode. */
#ifndef VIEW_QR_H
#define VIEW_QR_H

#include "util/arena.h"

/* The picture of text, dark on white in every theme, with its quiet zone;
 * aria-hidden, for what it says stands beside it in letters. NULL when text
 * is too long for one (2,000 bytes fit). */
char *qr_svg(struct arena *arena, const char *text);

#endif
