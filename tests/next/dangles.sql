-- Leaves a row that points to nothing. For tests only.
CREATE TABLE next_thing (n INTEGER PRIMARY KEY, signal INTEGER REFERENCES signal (n)) STRICT;
INSERT INTO next_thing (n, signal) SELECT n, n + 1000000 FROM signal;
