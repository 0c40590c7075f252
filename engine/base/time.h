/* SPDX-License-Identifier: MIT
 * time.h - instants and spans in milliseconds, as text and back.  UTC throughout. */
#ifndef RSV_BASE_TIME_H
#define RSV_BASE_TIME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { RSV_TIME_SIZE = 32 };

/* ISO 8601 with 'T' or a blank, up to 9 fraction digits, 'Z', an offset or none (UTC), a
 * date alone, or the "/Date(ms)/" of Windows PowerShell. */
bool rsv__time_parse(const char *text, int64_t *ms);

/* Also what other tools print: "4/28/2021, 2:08:45.221 PM" (the month first, as with AM and PM it is), "28.4.2021
 * 14:08:45" and such where a number above 12 tells the day, "UTC" behind it.  False where day and month can't be told. */
bool rsv__time_parse_loose(const char *text, int64_t *ms);

/* "2026-11-23T07:14:03Z", with .fff only where it isn't zero. */
void rsv__time_format(int64_t ms, char out[RSV_TIME_SIZE]);

/* "90s", "1h30m", "7d", "250ms"; .NET's "[d.]hh:mm:ss"; ISO 8601 "P1DT2H". */
bool rsv__duration_parse(const char *text, int64_t *ms);

/* The shortest exact form: "48h" stays "2d". */
void rsv__duration_format(int64_t ms, char out[RSV_TIME_SIZE]);

int64_t rsv__time_now(void);

#endif
