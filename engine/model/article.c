/* SPDX-License-Identifier: MIT */
#include "model/article.h"

#include <string.h>

const char *const rsv__company_words[] = {"inner", "home-log", "log", NULL};

int rsv__risk_number(const char *risk)
{
    static const char *const names[] = {"none", "low", "medium", "high"};
    for (int i = 0; i < 4; i++)
        if (strcmp(names[i], risk) == 0)
            return i;
    return -1;
}
