-- A corpus, version 3. Articles are numbered as they arrive; outside of the corpus they go
-- by their id. What is not here is derived from the texts again.

-- The head of an article: small, so that all heads can be walked through fast.
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    source TEXT NOT NULL,
    url TEXT,
    outlet TEXT,
    title TEXT,
    language TEXT,
    published TEXT,                -- ISO 8601, as far as known
    modified TEXT,
    published_from INTEGER NOT NULL, -- rt_date_source
    words INTEGER NOT NULL,
    story INTEGER,                 -- NULL: added, but not compared with the others yet
    thread INTEGER
);
CREATE INDEX article_by_story ON article (story);

-- Its text, and in `parts` its authors, paragraphs, links and notices (store/pack.h).
CREATE TABLE body (
    number INTEGER PRIMARY KEY REFERENCES article,
    parts BLOB NOT NULL,
    text TEXT NOT NULL
);

-- One row. The highest number that a story has or had, as none is given twice, and how many
-- stories there are; articles and quotations up to these numbers are in the full-text
-- indexes; the seal of the file beside the corpus that keeps its index
-- (src/run/index_file.c), 0 none.
CREATE TABLE counter (
    last_story INTEGER NOT NULL,
    stories INTEGER NOT NULL,
    searchable_articles INTEGER NOT NULL,
    searchable_quotations INTEGER NOT NULL,
    index_directory INTEGER NOT NULL,
    index_stamp INTEGER NOT NULL
);
INSERT INTO counter VALUES (0, 0, 0, 0, 0, 0);

-- Further places where the same article was found.
CREATE TABLE place (
    number INTEGER NOT NULL REFERENCES article,
    source TEXT NOT NULL,
    PRIMARY KEY (number, source)
) WITHOUT ROWID;

-- Direct quotations, for searching them; `spans` as in store/pack.h.
CREATE TABLE quotation (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article,
    speaker TEXT,
    spans BLOB NOT NULL
);

-- What two articles share; `a` has the smaller id. Passages as in store/pack.h.
CREATE TABLE pair (
    a INTEGER NOT NULL REFERENCES article,
    b INTEGER NOT NULL REFERENCES article,
    similarity REAL NOT NULL,
    a_covered REAL NOT NULL,
    b_covered REAL NOT NULL,
    passages BLOB NOT NULL,
    PRIMARY KEY (a, b)
) WITHOUT ROWID;
CREATE INDEX pair_by_b ON pair (b);

-- What some pages of each site hold and where, to read others by it (src/read/site.h): `page` by the
-- hash of its bytes, `blocks` as in store/pack.h.
CREATE TABLE site (
    host TEXT NOT NULL,
    page INTEGER NOT NULL,
    blocks BLOB NOT NULL,
    PRIMARY KEY (host, page)
) WITHOUT ROWID;

-- Inputs that held no article. `offset` is -1 where it is not known.
CREATE TABLE reject (
    place TEXT NOT NULL,
    offset INTEGER NOT NULL,
    code INTEGER NOT NULL,         -- rt_code
    reason TEXT NOT NULL,
    PRIMARY KEY (place, offset)
) WITHOUT ROWID;

-- What a user says against the findings (rt_correction); articles by their id, as findings
-- may change. No number is given twice.
CREATE TABLE correction (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER NOT NULL,         -- rt_correction_kind
    a BLOB,
    b BLOB,
    outlet TEXT,
    agency TEXT,
    note TEXT
);

CREATE VIEW searchable AS
    SELECT article.number, article.title, body.text FROM article JOIN body USING (number);
CREATE VIRTUAL TABLE text_index USING fts5 (
    title, text, content = 'searchable', content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE quotation_index USING fts5 (
    content, speaker, content = '', tokenize = 'unicode61 remove_diacritics 2');
