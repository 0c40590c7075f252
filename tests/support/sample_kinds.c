/* SPDX-License-Identifier: MIT */
#include "support/sample_kinds.h"

#include <string.h>

static const char *const state_words[] = {"open", "closed", "filtered", "dns-failed",
                                          "proxy-refused"};

static void fill_port_status(struct sample_kinds *s)
{
    struct field *f = s->port_status;
    f[0] = (struct field){.name = "from", .type = FIELD_NAME, .optional = true};
    f[1] = (struct field){.name = "host", .type = FIELD_NAME};
    f[2] = (struct field){.name = "port", .type = FIELD_INTEGER, .has_low = true, .has_high = true,
                          .low = 1, .high = 65535};
    f[3] = (struct field){.name = "state", .type = FIELD_WORD, .words = s->states, .n_words = 5};
    s->kinds[0] = (struct kind){.name = "port_status", .n_fields = 4, .fields = f, .has_key = true,
                                .key_mask = 7};
}

static void fill_windows_event(struct sample_kinds *s)
{
    struct field *f = s->windows_event;
    f[0] = (struct field){.name = "server", .type = FIELD_NAME, .optional = true};
    f[1] = (struct field){.name = "source", .type = FIELD_NAME};
    f[2] = (struct field){.name = "id", .type = FIELD_INTEGER, .has_low = true, .has_high = true,
                          .high = 65535};
    f[3] = (struct field){.name = "at", .type = FIELD_TIME, .optional = true};
    s->kinds[1] = (struct kind){.name = "windows_event", .n_fields = 4, .fields = f,
                                .has_key = true, .key_mask = 7};
}

static void fill_measure(struct sample_kinds *s)
{
    struct field *f = s->measure;
    f[0] = (struct field){.name = "host", .type = FIELD_NAME};
    f[1] = (struct field){.name = "value", .type = FIELD_NUMBER, .has_low = true, .has_high = true,
                          .low = -1, .high = 1};
    f[2] = (struct field){.name = "seconds", .type = FIELD_NUMBER, .optional = true};
    f[3] = (struct field){.name = "took", .type = FIELD_DURATION, .optional = true};
    f[4] = (struct field){.name = "ok", .type = FIELD_BOOLEAN, .optional = true};
    f[5] = (struct field){.name = "note", .type = FIELD_TEXT, .optional = true};
    f[6] = (struct field){.name = "count", .type = FIELD_INTEGER, .optional = true,
                          .has_low = true};
    s->kinds[2] = (struct kind){.name = "measure", .n_fields = 7, .fields = f};
}

static void fill_ticket(struct sample_kinds *s)
{
    struct field *f = s->ticket;
    f[0] = (struct field){.name = "user", .type = FIELD_NAME, .optional = true, .pii = true};
    f[1] = (struct field){.name = "app", .type = FIELD_TEXT, .optional = true};
    s->kinds[3] = (struct kind){.name = "ticket", .n_fields = 2, .fields = f, .has_key = true};
}

bool sample_kinds_init(struct sample_kinds *s, struct alloc *alloc)
{
    memset(s, 0, sizeof *s);
    rsv__intern_init(&s->words, alloc, NULL);
    for (size_t i = 0; i < 5; i++) {
        s->states[i] = rsv__intern_get(&s->words, state_words[i], strlen(state_words[i]));
        if (s->states[i] == NULL)
            return false;
    }
    rsv__intern_freeze(&s->words);
    fill_port_status(s);
    fill_windows_event(s);
    fill_measure(s);
    fill_ticket(s);
    for (uint32_t i = 0; i < 4; i++) {
        s->kinds[i].index = i;
        s->list[i] = &s->kinds[i];
    }
    s->book.kinds = s->list;
    s->book.n_kinds = 4;
    return true;
}

void sample_kinds_free(struct sample_kinds *s)
{
    rsv__intern_free(&s->words);
}
