-- The built knowledge base.  application_id 1381193291 ("RSVK"); PRAGMA user_version is the version of
-- this schema.  Nothing is written to the file after the build; it is opened read-only.

CREATE TABLE family (slug TEXT PRIMARY KEY, title TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE role (slug TEXT PRIMARY KEY, title TEXT NOT NULL, desk INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE cost (name TEXT PRIMARY KEY, minutes REAL NOT NULL) WITHOUT ROWID;

CREATE TABLE code (
    code     INTEGER PRIMARY KEY,
    name     TEXT,                 -- Microsoft's symbolic name
    title    TEXT NOT NULL,
    family   TEXT REFERENCES family,
    nature   TEXT NOT NULL CHECK (nature IN ('error', 'interrupt', 'noise')),
    fixed_by TEXT REFERENCES role,
    shares   TEXT,                 -- where the shares of its causes come from
    reviewed TEXT,                 -- date; NULL: a draft
    brief    INTEGER NOT NULL,     -- Microsoft doesn't document it: no causes
    body     TEXT NOT NULL,        -- Markdown
    source   TEXT NOT NULL         -- the article's file
);

CREATE TABLE cause (
    slug TEXT PRIMARY KEY, title TEXT NOT NULL, reviewed TEXT, body TEXT NOT NULL, source TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE step (
    slug       TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    minutes    REAL NOT NULL CHECK (minutes > 0),
    role       TEXT NOT NULL REFERENCES role,
    risk       TEXT NOT NULL CHECK (risk IN ('none', 'low', 'medium', 'high')),
    reversible INTEGER NOT NULL,
    reviewed   TEXT,
    body       TEXT NOT NULL,
    source     TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE code_cause (              -- share: tickets out of 100; 'other' is no row of cause
    code INTEGER NOT NULL REFERENCES code, cause TEXT NOT NULL, share REAL NOT NULL,
    PRIMARY KEY (code, cause)
) WITHOUT ROWID;
CREATE INDEX code_cause_by_cause ON code_cause (cause);

CREATE TABLE cause_step (              -- success: cures out of 100
    cause TEXT NOT NULL REFERENCES cause, step TEXT NOT NULL REFERENCES step, success REAL NOT NULL,
    PRIMARY KEY (cause, step)
) WITHOUT ROWID;
CREATE INDEX cause_step_by_step ON cause_step (step);

CREATE TABLE step_after (
    step TEXT NOT NULL REFERENCES step, before TEXT NOT NULL REFERENCES step, PRIMARY KEY (step, before)
) WITHOUT ROWID;

CREATE TABLE code_related (
    code INTEGER NOT NULL REFERENCES code, other INTEGER NOT NULL, how TEXT NOT NULL, PRIMARY KEY (code, other)
) WITHOUT ROWID;

CREATE TABLE code_company (            -- codes that come together; what `how` says of the other, see kb/README.md
    code INTEGER NOT NULL REFERENCES code, other INTEGER NOT NULL REFERENCES code,
    how TEXT NOT NULL CHECK (how IN ('inner', 'home-log', 'log')), PRIMARY KEY (code, other)
) WITHOUT ROWID;
CREATE INDEX code_company_by_other ON code_company (other);

CREATE TABLE reference (               -- type: 'code', 'cause', 'step'
    type TEXT NOT NULL, owner TEXT NOT NULL, n INTEGER NOT NULL, title TEXT NOT NULL, url TEXT NOT NULL,
    PRIMARY KEY (type, owner, n)
) WITHOUT ROWID;

-- The rules as they were at build time, resolved and packed, so that a single question needs no Lua. If a file has
-- changed since, they are not used.
CREATE TABLE rule_file (path TEXT PRIMARY KEY, size INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE rule_pack (id INTEGER PRIMARY KEY, data BLOB NOT NULL); -- 0: kinds and collectors
CREATE TABLE code_rule_pack (
    code INTEGER NOT NULL REFERENCES code, pack INTEGER NOT NULL REFERENCES rule_pack, PRIMARY KEY (code, pack)
) WITHOUT ROWID;

-- Search: all articles; how much each is worth beside its words; the words that there are, for the sake of
-- misspellings; and words that mean the same, both ways.
CREATE VIRTUAL TABLE article USING fts5(
    type UNINDEXED, ref UNINDEXED, number, name, title, also, causes, body,
    tokenize = "porter unicode61 remove_diacritics 2 tokenchars '_'"
);
CREATE TABLE article_weight (          -- type: 0 code, 1 cause, 2 step; breadth: length of the body, 1 is an average one
    id INTEGER PRIMARY KEY, type INTEGER NOT NULL, weight REAL NOT NULL, breadth REAL NOT NULL
);
CREATE TABLE word (word TEXT PRIMARY KEY, n INTEGER NOT NULL) WITHOUT ROWID; -- n: articles that have it
CREATE TABLE synonym (word TEXT NOT NULL, other TEXT NOT NULL, PRIMARY KEY (word, other)) WITHOUT ROWID;
