-- What a next version may bring: a column in now and past, a trigger that keeps it, a new table. For tests only.
ALTER TABLE signal ADD COLUMN next_note TEXT;
ALTER TABLE signal_past ADD COLUMN next_note TEXT;
CREATE TABLE next_thing (n INTEGER PRIMARY KEY, signal INTEGER REFERENCES signal (n)) STRICT;
INSERT INTO next_thing (n, signal) SELECT row_number() OVER (ORDER BY n), n FROM signal;
