/* SPDX-License-Identifier: MIT
 * row.h - one sign-in as it stands in the text: where its fields are, nothing copied. */
#ifndef RSV_SCAN_ROW_H
#define RSV_SCAN_ROW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is read of a sign-in. */
enum scan_field {
    ROW_ID,       /* request id */
    ROW_CREATED,  /* when it was; */
    ROW_TIME,     /* else when it was logged */
    ROW_USER,     /* principal name */
    ROW_USER_ID,
    ROW_APP_ID,
    ROW_APP,
    ROW_ADDRESS,
    ROW_CALLER,   /* the address as Azure Monitor's envelope has it */
    ROW_CORRELATION,
    ROW_CODE,     /* a number in status */
    ROW_RESULT,   /* resultType: a number or digits */
    ROW_CLIENT,
    ROW_INTERACTIVE,
    ROW_ACCESS,   /* conditionalAccessStatus */
    ROW_CATEGORY,
    ROW_PRINCIPAL,      /* servicePrincipalId */
    ROW_PRINCIPAL_NAME,
    ROW_CREDENTIAL,     /* servicePrincipalCredentialKeyId */
    ROW_RESOURCE,
    ROW_PROTOCOL,
    ROW_USER_TYPE,
    ROW_MFA_DETAIL,     /* status.additionalDetails */
    ROW_DEVICE_ID,
    ROW_COMPLIANT,
    ROW_TRUST,
    ROW_POLICIES,       /* arrays */
    ROW_STEPS,          /* authenticationDetails */
    ROW_FIELDS
};

enum { MAX_RECORD = (1 << 28) - 1 };

enum { ROW_CLEARED = 16 + 4 * ROW_FIELDS }; /* bytes of a row that must be 0 at first */

struct row {
    uint64_t at;    /* the record in its text */
    uint64_t inner; /* bit f: the field is from "properties" */
    uint32_t values[ROW_FIELDS]; /* where each value begins, from `at`; 0: there is none */
    uint32_t ends[ROW_FIELDS];   /* and ends, if it has no escapes; 0: not known; of no value, anything */
};

#endif
