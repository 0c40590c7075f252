/* SPDX-License-Identifier: MIT */
#include "model/article.h"

#include <string.h>

int rsv__risk_number(const char *risk)
{
    static const char *const names[] = {"none", "low", "medium", "high"};
    for (int i = 0; i < 4; i++)
        if (strcmp(names[i], risk) == 0)
            return i;
    return -1;
}
