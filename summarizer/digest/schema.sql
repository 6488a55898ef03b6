CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    date TEXT,
    outlet TEXT NOT NULL,
    title TEXT,
    url TEXT,
    same_as TEXT,
    update_of TEXT,
    agency TEXT NOT NULL,
    words TEXT NOT NULL,      -- a hash of all its evidence; '' where that is little
    context TEXT NOT NULL,    -- the states that its records speak of
    version TEXT NOT NULL,    -- when the briefing was made and a hash of it: the last one of an article counts
    old INTEGER NOT NULL,     -- known before
    current INTEGER NOT NULL, -- of the digest, not only of what it is held against
    n INTEGER,
    origin TEXT               -- whom it is a copy of, or its outlet: one origin is one independent source
) WITHOUT ROWID;
CREATE TABLE records (
    article TEXT NOT NULL,
    topic TEXT NOT NULL,
    place INTEGER NOT NULL,   -- position among the topic's
    body TEXT NOT NULL,
    PRIMARY KEY (article, topic, place)
) WITHOUT ROWID;
CREATE TABLE others (
    article TEXT NOT NULL,
    topic TEXT NOT NULL,
    place INTEGER NOT NULL,
    title TEXT NOT NULL,      -- of the topic
    text TEXT NOT NULL,       -- what the record says, in a sentence
    quote TEXT NOT NULL,
    start INTEGER NOT NULL,
    PRIMARY KEY (article, topic, place)
) WITHOUT ROWID;
CREATE TABLE told (topic TEXT NOT NULL, day TEXT NOT NULL, new INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE bands (key INTEGER NOT NULL, article TEXT NOT NULL, signature BLOB NOT NULL, PRIMARY KEY (key, article)) WITHOUT ROWID;

CREATE TABLE claims (c INTEGER PRIMARY KEY, body TEXT NOT NULL UNIQUE, incident INTEGER);
CREATE TABLE mentions (
    article TEXT NOT NULL,
    place INTEGER NOT NULL,
    c INTEGER NOT NULL,
    PRIMARY KEY (c, article, place)
) WITHOUT ROWID;
CREATE TABLE blocks (key TEXT NOT NULL, c INTEGER NOT NULL, role INTEGER NOT NULL, PRIMARY KEY (key, c)) WITHOUT ROWID;
CREATE TABLE links (a INTEGER NOT NULL, b INTEGER NOT NULL, score REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE apart (a INTEGER NOT NULL, b INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE joins (incident INTEGER NOT NULL, a INTEGER NOT NULL, b INTEGER NOT NULL, score REAL NOT NULL);
CREATE TABLE incidents (
    i INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    cumulative INTEGER NOT NULL,
    new INTEGER NOT NULL,
    weight REAL NOT NULL,
    day TEXT,
    articles INTEGER NOT NULL,
    latest TEXT,
    body TEXT NOT NULL        -- the incident without its figures and reports
);
CREATE INDEX incidents_by_weight ON incidents (cumulative, weight DESC, id);

CREATE TABLE stands (
    topic TEXT NOT NULL,
    actor TEXT NOT NULL,
    other TEXT NOT NULL,
    sector TEXT NOT NULL,
    day TEXT NOT NULL,
    article TEXT NOT NULL,
    place INTEGER NOT NULL,
    stance TEXT NOT NULL,
    speaker TEXT NOT NULL,
    quote TEXT NOT NULL,
    PRIMARY KEY (topic, actor, other, sector, day, article, place)
) WITHOUT ROWID;
CREATE TABLE lines (
    l INTEGER PRIMARY KEY,
    topic TEXT NOT NULL,
    weight REAL NOT NULL,
    new INTEGER NOT NULL,
    latest TEXT NOT NULL,
    party TEXT NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE statements (s INTEGER PRIMARY KEY, l INTEGER NOT NULL, day TEXT NOT NULL, new INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX statements_by_line ON statements (l, day, s);
CREATE TABLE changes (l INTEGER NOT NULL, day TEXT NOT NULL, new INTEGER NOT NULL, body TEXT NOT NULL);
CREATE TABLE contradictions (kind TEXT NOT NULL, weight REAL NOT NULL, new INTEGER NOT NULL, day TEXT NOT NULL, body TEXT NOT NULL);
