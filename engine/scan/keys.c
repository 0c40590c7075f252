/* SPDX-License-Identifier: MIT */
#include "scan/keys.h"

#include <assert.h>
#include <string.h>

static const struct key_name {
    const char *name;
    uint8_t place, key;
} names[] = {
    /* Graph, and the properties of Azure Monitor */
    {"id", KEYS_OF_RECORD, ROW_ID},
    {"createddatetime", KEYS_OF_RECORD, ROW_CREATED},
    {"userprincipalname", KEYS_OF_RECORD, ROW_USER},
    {"userid", KEYS_OF_RECORD, ROW_USER_ID},
    {"appid", KEYS_OF_RECORD, ROW_APP_ID},
    {"appdisplayname", KEYS_OF_RECORD, ROW_APP},
    {"ipaddress", KEYS_OF_RECORD, ROW_ADDRESS},
    {"correlationid", KEYS_OF_RECORD, ROW_CORRELATION},
    {"clientappused", KEYS_OF_RECORD, ROW_CLIENT},
    {"isinteractive", KEYS_OF_RECORD, ROW_INTERACTIVE},
    {"conditionalaccessstatus", KEYS_OF_RECORD, ROW_ACCESS},
    {"serviceprincipalid", KEYS_OF_RECORD, ROW_PRINCIPAL},
    {"serviceprincipalname", KEYS_OF_RECORD, ROW_PRINCIPAL_NAME},
    {"serviceprincipalcredentialkeyid", KEYS_OF_RECORD, ROW_CREDENTIAL},
    {"resourcedisplayname", KEYS_OF_RECORD, ROW_RESOURCE},
    {"authenticationprotocol", KEYS_OF_RECORD, ROW_PROTOCOL},
    {"usertype", KEYS_OF_RECORD, ROW_USER_TYPE},
    {"appliedconditionalaccesspolicies", KEYS_OF_RECORD, ROW_POLICIES},
    {"conditionalaccesspolicies", KEYS_OF_RECORD, ROW_POLICIES},
    {"authenticationdetails", KEYS_OF_RECORD, ROW_STEPS},
    {"status", KEYS_OF_RECORD, KEY_STATUS},
    {"status.errorcode", KEYS_OF_RECORD, ROW_CODE},
    {"devicedetail", KEYS_OF_RECORD, KEY_DEVICE},
    /* Azure Monitor's envelope, and Log Analytics */
    {"time", KEYS_OF_RECORD, ROW_TIME},
    {"timegenerated", KEYS_OF_RECORD, ROW_TIME},
    {"resulttype", KEYS_OF_RECORD, ROW_RESULT},
    {"calleripaddress", KEYS_OF_RECORD, ROW_CALLER},
    {"category", KEYS_OF_RECORD, ROW_CATEGORY},
    {"properties", KEYS_OF_RECORD, KEY_PROPERTIES},
    {"records", KEYS_OF_RECORD, KEY_RECORDS},
    {"value", KEYS_OF_RECORD, KEY_RECORDS},
    {"@odata.nextlink", KEYS_OF_RECORD, KEY_NEXT_PAGE},
    /* the unified audit log; other activities have no ErrorNumber */
    {"creationtime", KEYS_OF_RECORD, ROW_CREATED},
    {"errornumber", KEYS_OF_RECORD, ROW_RESULT},
    {"applicationid", KEYS_OF_RECORD, ROW_APP_ID},
    {"actoripaddress", KEYS_OF_RECORD, ROW_ADDRESS},
    {"clientip", KEYS_OF_RECORD, ROW_CALLER},
    {"intersystemsid", KEYS_OF_RECORD, ROW_CORRELATION},
    {"errorcode", KEYS_OF_STATUS, ROW_CODE},
    {"additionaldetails", KEYS_OF_STATUS, ROW_MFA_DETAIL},
    {"deviceid", KEYS_OF_DEVICE, ROW_DEVICE_ID},
    {"iscompliant", KEYS_OF_DEVICE, ROW_COMPLIANT},
    {"trusttype", KEYS_OF_DEVICE, ROW_TRUST},
};

static const uint64_t lower = 0x2020202020202020u;

static uint64_t load(const char *p)
{
    uint64_t x;
    memcpy(&x, p, sizeof x);
    return x;
}

/* The last eight bytes as one number; fewer leave the rest 0x20, as a blank would. */
static uint64_t tail_of(const char *text, size_t n, size_t before)
{
    char last[8];
    if (n >= 8)
        return load(text + n - 8) | lower;
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (n + before >= 8) /* keep the high bytes, which are the last ones */
        return n == 0 ? lower : (load(text + n - 8) & ~(uint64_t)0 << (64 - 8 * n)) | lower;
#endif
    (void)before;
    memset(last, 0, sizeof last);
    memcpy(last + 8 - n, text, n);
    return load(last) | lower;
}

static size_t home(uint64_t tail, size_t n)
{
    return (size_t)((tail ^ n) * 0x9e3779b97f4a7c15u >> 56);
}

void rsv__scan_keys_init(struct key_table *t)
{
    memset(t, 0, sizeof *t);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const size_t n = strlen(names[i].name);
        const uint64_t tail = tail_of(names[i].name, n, 0);
        struct key_slot *slots = t->slots[names[i].place];
        size_t at = home(tail, n);
        assert(n <= MAX_KEY);
        while (slots[at].n != 0)
            at = (at + 1) % KEY_SLOTS;
        slots[at] = (struct key_slot){tail, (uint32_t)n, names[i].key, names[i].name};
    }
}

/* In names of letters and dots only case can differ in 0x20 alone. */
static int is_same(const char *name, const char *text, size_t n)
{
    size_t i = 0;
    for (; i + 8 <= n; i += 8)
        if (((load(name + i) | lower) ^ (load(text + i) | lower)) != 0)
            return 0;
    for (; i < n; i++)
        if ((name[i] | 0x20) != (text[i] | 0x20))
            return 0;
    return 1;
}

int rsv__scan_key_find(const struct key_table *t, enum key_place place, const char *text, size_t n,
                       size_t before)
{
    if (n > MAX_KEY)
        return KEY_NONE;
    const uint64_t tail = tail_of(text, n, before);
    const struct key_slot *slots = t->slots[place];
    for (size_t at = home(tail, n); slots[at].n != 0; at = (at + 1) % KEY_SLOTS)
        if (slots[at].tail == tail && slots[at].n == n && is_same(slots[at].name, text, n))
            return slots[at].key;
    return KEY_NONE;
}
