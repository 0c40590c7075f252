/* SPDX-License-Identifier: MIT
 * load.h - rule files to a rulebook. */
#ifndef RSV_SCRIPT_LOAD_H
#define RSV_SCRIPT_LOAD_H

#include "base/findings.h"
#include "model/rulebook.h"

struct load_request {
    const char *const *dirs; /* later ones win on the same name */
    size_t n_dirs;
    bool with_examples;
    int64_t fuel;               /* of one file, in units of vm.h; 0: VM_LOAD_FUEL */
    bool facts_only; /* of the shipped rules just kinds and adapters: all that reading facts needs, at a tenth of the time */
};

/* Everything in *out lives in `arena` and `intern`.  What is broken is reported and left out. */
rsv_status rsv__script_load(const struct load_request *request, struct alloc *alloc,
                            struct arena *arena, struct intern *intern, struct findings *findings,
                            struct rulebook *out, rsv_error *err);

#endif
