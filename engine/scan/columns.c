/* SPDX-License-Identifier: MIT */
#include "scan/columns.h"

#include "base/text.h"

#include <string.h>

struct column_name {
    const char *name;
    uint8_t target;
};

/* The portal's downloads, in English: users, applications, managed identities. */
static const struct column_name portal_names[] = {
    {"Request ID", ROW_ID},
    {"Date (UTC)", ROW_CREATED},
    {"Username", ROW_USER},
    {"Sign-in identifier", ROW_USER},
    {"User ID", ROW_USER_ID},
    {"User type", ROW_USER_TYPE},
    {"Application", ROW_APP},
    {"Application ID", ROW_APP_ID},
    {"Resource", ROW_RESOURCE},
    {"IP address", ROW_ADDRESS},
    {"Correlation ID", ROW_CORRELATION},
    {"Status", COLUMN_STATUS},
    {"Sign-in error code", ROW_CODE},
    {"Client app", ROW_CLIENT},
    {"Conditional Access", ROW_ACCESS},
    {"Authentication Protocol", ROW_PROTOCOL},
    {"Service principal ID", ROW_PRINCIPAL},
    {"Service principal name", ROW_PRINCIPAL_NAME},
    {"Credential key ID", ROW_CREDENTIAL},
    {"Multifactor authentication result", ROW_MFA_DETAIL},
    {"Device ID", ROW_DEVICE_ID},
    {"Compliant", ROW_COMPLIANT},
    {"Join Type", ROW_TRUST},
    {NULL, 0},
};

/* Members of objects in columns of their own; the others are keys of records. */
static const struct column_name dotted_names[] = {
    {"status.additionalDetails", ROW_MFA_DETAIL},
    {"deviceDetail.deviceId", ROW_DEVICE_ID},
    {"deviceDetail.isCompliant", ROW_COMPLIANT},
    {"deviceDetail.trustType", ROW_TRUST},
    {NULL, 0},
};

/* What stands where in the downloads of 2026: of users, and of applications. */
struct placed {
    uint8_t at, target;
};
static const struct placed user_places[] = {
    {0, ROW_CREATED},  {1, ROW_ID},        {3, ROW_CORRELATION}, {4, ROW_USER_ID}, {6, ROW_USER},       {16, ROW_APP},
    {17, ROW_APP_ID},  {19, ROW_RESOURCE}, {25, ROW_ADDRESS},    {28, ROW_CODE},   {31, ROW_DEVICE_ID},
};
static const struct placed application_places[] = {
    {0, ROW_CREATED}, {1, ROW_ID},     {2, ROW_CORRELATION}, {3, ROW_PRINCIPAL}, {4, ROW_PRINCIPAL_NAME}, {5, ROW_CREDENTIAL},
    {7, ROW_APP},     {8, ROW_APP_ID}, {10, ROW_RESOURCE},   {16, ROW_ADDRESS},  {19, ROW_CODE},
};
#define COUNT(a) (sizeof(a) / sizeof *(a))
static const struct layout {
    size_t n_columns;
    const struct placed *places;
    size_t n;
} layouts[] = {{57, user_places, COUNT(user_places)}, {22, application_places, COUNT(application_places)}};

/* Keys of records, as each target is written; those of objects stand together. */
static const char *const keys_out[COLUMN_TARGETS] = {
    [ROW_ID] = "id",
    [ROW_CREATED] = "createdDateTime",
    [ROW_TIME] = "time",
    [ROW_USER] = "userPrincipalName",
    [ROW_USER_ID] = "userId",
    [ROW_APP_ID] = "appId",
    [ROW_APP] = "appDisplayName",
    [ROW_ADDRESS] = "ipAddress",
    [ROW_CALLER] = "callerIpAddress",
    [ROW_CORRELATION] = "correlationId",
    [ROW_CODE] = "errorCode",
    [ROW_RESULT] = "resultType",
    [ROW_CLIENT] = "clientAppUsed",
    [ROW_INTERACTIVE] = "isInteractive",
    [ROW_ACCESS] = "conditionalAccessStatus",
    [ROW_CATEGORY] = "category",
    [ROW_PRINCIPAL] = "servicePrincipalId",
    [ROW_PRINCIPAL_NAME] = "servicePrincipalName",
    [ROW_CREDENTIAL] = "servicePrincipalCredentialKeyId",
    [ROW_RESOURCE] = "resourceDisplayName",
    [ROW_PROTOCOL] = "authenticationProtocol",
    [ROW_USER_TYPE] = "userType",
    [ROW_MFA_DETAIL] = "additionalDetails",
    [ROW_DEVICE_ID] = "deviceId",
    [ROW_COMPLIANT] = "isCompliant",
    [ROW_TRUST] = "trustType",
    [ROW_POLICIES] = "appliedConditionalAccessPolicies",
    [ROW_STEPS] = "authenticationDetails",
    [COLUMN_STATUS] = "status",
    [COLUMN_DEVICE] = "deviceDetail",
};

const char *rsv__column_key(unsigned target)
{
    return keys_out[target];
}

bool rsv__column_is_dynamic(unsigned target)
{
    return target == ROW_POLICIES || target == ROW_STEPS || target == COLUMN_STATUS || target == COLUMN_DEVICE;
}

static unsigned find_in(const struct column_name *names, const char *name)
{
    for (; names->name != NULL; names++)
        if (rsv__same_fold(names->name, name))
            return names->target;
    return COLUMN_OTHER;
}

unsigned rsv__column_find(const struct key_table *keys, const char *name)
{
    static const char inner[] = "properties.";
    if (strncmp(name, inner, sizeof inner - 1) == 0)
        name += sizeof inner - 1;
    const int key = rsv__scan_key_find(keys, KEYS_OF_RECORD, name, strlen(name), 0);
    return key < ROW_FIELDS    ? (unsigned)key
           : key == KEY_STATUS ? COLUMN_STATUS
           : key == KEY_DEVICE ? COLUMN_DEVICE
                               : find_in(dotted_names, name);
}

static bool has(const struct columns *c, unsigned target)
{
    return memchr(c->targets, (int)target, c->n) != NULL;
}

bool rsv__columns_find(const struct key_table *keys, const char *const *names, size_t n, struct columns *out)
{
    size_t known = 0;
    *out = (struct columns){.n = n < MAX_COLUMNS ? n : MAX_COLUMNS};
    for (size_t i = 0; i < out->n; i++)
        out->is_portal = out->is_portal || rsv__same_fold(names[i], "Request ID") || rsv__same_fold(names[i], "Date (UTC)");
    for (size_t i = 0; i < out->n; i++) {
        out->targets[i] = (uint8_t)(out->is_portal ? find_in(portal_names, names[i]) : rsv__column_find(keys, names[i]));
        known += out->targets[i] != COLUMN_OTHER;
    }
    return known >= 2 && (has(out, ROW_CODE) || has(out, ROW_RESULT) || (has(out, COLUMN_STATUS) && !out->is_portal));
}

static bool is_guid(const char *text)
{
    return strlen(text) == 36 && text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
}

/* "2026-11-23T07:14:03Z" */
static bool is_instant(const char *text)
{
    return strlen(text) >= 20 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':';
}

static bool is_address(const char *text)
{
    return *text != '\0' && text[strspn(text, "0123456789abcdefABCDEF.:")] == '\0';
}

static bool fits(const struct placed *p, const char *const *cells)
{
    const char *cell = cells[p->at];
    return p->target == ROW_CREATED                                ? is_instant(cell)
           : p->target == ROW_ID || p->target == ROW_CORRELATION ? is_guid(cell)
           : p->target == ROW_ADDRESS                              ? is_address(cell)
                                                                   : true;
}

bool rsv__columns_find_by_place(const char *const *cells, size_t n, struct columns *out)
{
    for (size_t i = 0; i < COUNT(layouts); i++) {
        const struct layout *l = &layouts[i];
        bool is_it = n == l->n_columns;
        for (size_t k = 0; k < l->n && is_it; k++)
            is_it = fits(&l->places[k], cells);
        if (!is_it)
            continue;
        *out = (struct columns){.n = n, .is_portal = true, .is_by_place = true};
        memset(out->targets, COLUMN_OTHER, n);
        for (size_t k = 0; k < l->n; k++)
            out->targets[l->places[k].at] = l->places[k].target;
        return true;
    }
    return false;
}
