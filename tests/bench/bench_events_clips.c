/* SPDX-License-Identifier: MIT */
#include "bench_events.h"

#include <clips/clips.h>

struct prepared {
    void *template;
    DATA_OBJECT values[FIELDS];
};

static void *clips;
static const struct event *events;
static struct prepared *prepared;
static size_t n_events;

static void fail(const char *what, const char *of)
{
    fprintf(stderr, "CLIPS: %s %s\n", what, of);
    exit(1);
}

static void prepare_value(DATA_OBJECT *v, char type, const char *text)
{
    v->type = type == 'i' ? INTEGER : type == 's' ? STRING : SYMBOL;
    v->value = type == 'i' ? EnvAddLong(clips, atoll(text)) : EnvAddSymbol(clips, text);
    if (type == 'i')
        IncrementIntegerCount((INTEGER_HN *)v->value); /* kept from the garbage collector */
    else
        IncrementSymbolCount((SYMBOL_HN *)v->value);
}

void clips_open(const char *rules, const struct event *list, size_t n)
{
    clips = CreateEnvironment();
    if (EnvLoad(clips, rules) != 1)
        fail("can't load", rules);
    EnvReset(clips);
    events = list;
    n_events = n;
    prepared = calloc(n, sizeof *prepared);
    if (prepared == NULL)
        fail("no memory", "");
    for (size_t i = 0; i < n; i++) {
        prepared[i].template = EnvFindDeftemplate(clips, list[i].kind);
        if (prepared[i].template == NULL)
            fail("no template", list[i].kind);
        for (size_t k = 0; k < list[i].n; k++)
            prepare_value(&prepared[i].values[k], list[i].types[k], list[i].values[k]);
    }
}

void clips_close(void)
{
    DestroyEnvironment(clips);
    free(prepared);
}

uint64_t clips_as_text(void)
{
    uint64_t fired = 0;
    for (size_t i = 0; i < n_events; i++) {
        void *fact = EnvAssertString(clips, events[i].text);
        fired += (uint64_t)EnvRun(clips, -1);
        EnvRetract(clips, fact);
    }
    return fired;
}

uint64_t clips_prepared(void)
{
    uint64_t fired = 0;
    for (size_t i = 0; i < n_events; i++) {
        struct prepared *p = &prepared[i];
        struct fact *fact = EnvCreateFact(clips, p->template);
        for (size_t k = 0; k < events[i].n; k++)
            EnvPutFactSlot(clips, fact, events[i].names[k], &p->values[k]);
        EnvAssert(clips, fact);
        fired += (uint64_t)EnvRun(clips, -1);
        EnvRetract(clips, fact);
    }
    return fired;
}
