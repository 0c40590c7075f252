/* SPDX-License-Identifier: MIT
 * sql.h - every statement that reads. */
#ifndef RSV_STORE_SQL_H
#define RSV_STORE_SQL_H

#define SQL_LIST(X)                                                                              \
    X(CODE, "SELECT c.code, c.name, c.title, c.family, f.title, c.nature, c.fixed_by, r.title, " \
            "c.shares, c.reviewed, c.body, c.brief FROM code c LEFT JOIN family f ON f.slug = c.family "  \
            "LEFT JOIN role r ON r.slug = c.fixed_by WHERE c.code = :code")                      \
    X(CODE_CAUSES, "SELECT k.cause, k.share, a.title FROM code_cause k LEFT JOIN cause a ON "    \
                   "a.slug = k.cause WHERE k.code = :code "                                      \
                   "ORDER BY k.cause = 'other', k.share DESC, k.cause")                          \
    X(CODE_STEPS, "SELECT DISTINCT s.slug, s.title, s.minutes, s.role, r.title, s.risk, "        \
                  "s.reversible FROM code_cause k JOIN cause_step x ON x.cause = k.cause "       \
                  "JOIN step s ON s.slug = x.step JOIN role r ON r.slug = s.role "               \
                  "WHERE k.code = :code ORDER BY s.slug")                                        \
    X(CODE_CURES, "SELECT x.cause, x.step, x.success FROM code_cause k "                         \
                  "JOIN cause_step x ON x.cause = k.cause WHERE k.code = :code")                 \
    X(CODE_RELATED, "SELECT r.other, r.how, c.title FROM code_related r LEFT JOIN code c ON "    \
                    "c.code = r.other WHERE r.code = :code ORDER BY r.other")                    \
    X(CODE_COMPANY, "SELECT x.other, x.how, c.title FROM (SELECT other, how FROM code_company "   \
                    "WHERE code = :code UNION ALL SELECT code, CASE how WHEN 'inner' THEN "      \
                    "'outer' WHEN 'home-log' THEN 'resource-log' ELSE 'client' END "             \
                    "FROM code_company WHERE other = :code) x JOIN code c ON c.code = x.other "  \
                    "ORDER BY x.how, x.other")                                                   \
    X(CODE_INNER, "SELECT 1 FROM code_company WHERE code = :code AND other = :other "            \
                  "AND how = 'inner'")                                                           \
    X(STEP_AFTER, "SELECT before FROM step_after WHERE step = :slug ORDER BY before")            \
    X(COSTS, "SELECT name, minutes FROM cost")                                                   \
    X(DESK_ROLES, "SELECT slug FROM role WHERE desk ORDER BY slug")                              \
    X(CAUSE, "SELECT slug, title, reviewed, body FROM cause WHERE slug = :slug")                 \
    X(CAUSE_STEPS, "SELECT x.step, x.success, s.title, s.minutes FROM cause_step x "             \
                   "JOIN step s ON s.slug = x.step WHERE x.cause = :slug "                       \
                   "ORDER BY x.success DESC, x.step")                                            \
    X(CAUSE_CODES, "SELECT k.code, k.share, c.title FROM code_cause k JOIN code c ON "           \
                   "c.code = k.code WHERE k.cause = :slug ORDER BY k.share DESC, k.code")        \
    X(STEP, "SELECT s.slug, s.title, s.minutes, s.role, r.title, s.risk, s.reversible, "         \
            "s.reviewed, s.body FROM step s JOIN role r ON r.slug = s.role WHERE s.slug = :slug") \
    X(STEP_CAUSES, "SELECT x.cause, x.success, a.title FROM cause_step x JOIN cause a ON "       \
                   "a.slug = x.cause WHERE x.step = :slug ORDER BY x.success DESC, x.cause")     \
    X(REFERENCES, "SELECT title, url FROM reference WHERE type = :type AND owner = :slug "       \
                  "ORDER BY n")                                                                  \
    X(SEARCH, "SELECT rowid, relevance(article) FROM article WHERE article MATCH :words")        \
    X(ARTICLE_WEIGHTS, "SELECT id, type, weight, breadth FROM article_weight ORDER BY id DESC")  \
    X(HIT, "SELECT a.type, a.ref, a.title, c.name, c.family, c.brief FROM article a "            \
           "LEFT JOIN code c ON a.type = 'code' AND c.code = a.ref WHERE a.rowid = :id")         \
    X(WORD, "SELECT n FROM word WHERE word = :word")                                             \
    X(WORDS_LIKE, "SELECT word, n FROM word WHERE word >= :from AND word < :to "                 \
                  "AND length(word) BETWEEN :shortest AND :longest")                             \
    X(SYNONYMS, "SELECT other FROM synonym WHERE word = :word ORDER BY other")                   \
    X(HAS_CODE, "SELECT 1 FROM code WHERE code = CAST(:word AS INTEGER)")                        \
    X(CODES_BELOW, "SELECT code, name, title, family FROM code WHERE code < :code "              \
                   "ORDER BY code DESC LIMIT 3")                                                 \
    X(CODES_ABOVE, "SELECT code, name, title, family FROM code WHERE code > :code "              \
                   "ORDER BY code LIMIT 3")                                                      \
    X(ROLE_SLUGS, "SELECT slug FROM role ORDER BY slug")                                         \
    X(CAUSE_SLUGS, "SELECT slug FROM cause ORDER BY slug")                                       \
    X(STEP_SLUGS, "SELECT slug FROM step ORDER BY slug")                                         \
    X(COUNTS, "SELECT (SELECT count(*) FROM code), "                                             \
              "(SELECT count(*) FROM code WHERE reviewed IS NOT NULL), "                         \
              "(SELECT count(*) FROM cause), (SELECT count(*) FROM step), "                      \
              "(SELECT count(*) FROM code WHERE brief)")                                        \
    X(FAMILY_COUNTS, "SELECT f.slug, f.title, count(c.code), count(c.reviewed), "                \
                     "(SELECT count(DISTINCT k.cause) FROM code_cause k JOIN code d ON "         \
                     "d.code = k.code WHERE d.family = f.slug AND k.cause <> 'other'), "         \
                     "(SELECT count(DISTINCT x.step) FROM cause_step x JOIN code_cause k ON "    \
                     "k.cause = x.cause JOIN code d ON d.code = k.code "                         \
                     "WHERE d.family = f.slug), total(c.brief) "                                 \
                     "FROM family f LEFT JOIN code c ON c.family = f.slug GROUP BY f.slug "      \
                     "ORDER BY count(c.code) DESC, f.slug")                                      \
    X(PAIRS, "SELECT k.code, k.cause, c.source FROM code_cause k JOIN code c ON c.code = k.code "  \
             "WHERE c.reviewed IS NOT NULL AND k.cause <> 'other' AND (SELECT count(*) FROM "    \
             "code_cause x WHERE x.code = k.code AND x.cause <> 'other') > 1 "                   \
             "ORDER BY k.code, k.share DESC, k.cause")                                           \
    X(ALL_FAMILIES, "SELECT slug, title FROM family ORDER BY title")                             \
    X(ALL_CODES, "SELECT c.code, c.name, c.title, c.family, c.nature, c.reviewed, a.also, "      \
                 "c.brief FROM article a JOIN code c ON c.code = CAST(a.ref AS INTEGER) "        \
                 "WHERE a.type = 'code' ORDER BY c.code")                                        \
    X(ALL_CAUSES, "SELECT c.slug, c.title, a.also FROM article a JOIN cause c ON "               \
                  "c.slug = a.ref WHERE a.type = 'cause' ORDER BY c.slug")                       \
    X(ALL_STEPS, "SELECT c.slug, c.title, a.also FROM article a JOIN step c ON "                 \
                 "c.slug = a.ref WHERE a.type = 'step' ORDER BY c.slug")                         \
    X(ALL_SHARES, "SELECT code, cause FROM code_cause WHERE cause <> 'other' "                   \
                  "ORDER BY code, share DESC, cause")                                            \
    X(ALL_SYNONYMS, "SELECT word, other FROM synonym ORDER BY word, other")                      \
    X(IGNORED_WORDS, "SELECT word FROM word WHERE n >= (SELECT count(*) FROM article_weight) "   \
                     "ORDER BY word")                                                            \
    X(CODE_ALIKE, "SELECT b.code, c.title, sum(min(a.share, b.share)) AS common FROM code_cause a " \
                    "JOIN code_cause b ON b.cause = a.cause AND b.code <> a.code "               \
                    "JOIN code c ON c.code = b.code WHERE a.code = :code AND a.cause <> 'other' " \
                    "GROUP BY b.code ORDER BY common DESC, b.code LIMIT 6")                      \
    X(RULE_FILES, "SELECT path, size FROM rule_file ORDER BY path")                              \
    X(VOCABULARY, "SELECT data FROM rule_pack WHERE id = 0")                                      \
    X(CODE_PACKS, "SELECT data FROM code_rule_pack JOIN rule_pack ON id = pack WHERE code = :code " \
                  "ORDER BY pack")

enum sql_id {
#define SQL_ENUM(name, text) SQL_##name,
    SQL_LIST(SQL_ENUM)
#undef SQL_ENUM
        SQL_COUNT
};

#endif
