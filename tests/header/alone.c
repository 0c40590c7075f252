/* SPDX-License-Identifier: MIT
 * alone.c - resolvent.h by itself, as a user of an old or another language gets it: every
 * declaration is seen, and what is meant to be used as an expression compiles as one. */
#include <resolvent.h>

#ifdef __cplusplus
extern "C" int alone(void);
#else
int alone(void);
#endif

int alone(void)
{
    rsv_rule_source source = RSV_RULE_SOURCE_INIT;
    rsv_session_options options = RSV_SESSION_OPTIONS_INIT;
    rsv_status (*must_use)(const char *, int64_t *) = rsv_parse_time;
    return source.size == sizeof source && options.size == sizeof options && must_use != NULL && RSV_VERSION[0] != '\0';
}
