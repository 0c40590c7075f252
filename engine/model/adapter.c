/* SPDX-License-Identifier: MIT */
#include "model/adapter.h"

const char *const rsv__form_names[N_FORMS] = {"json", "csv", "xml", "keyed", "lines", "text"};
