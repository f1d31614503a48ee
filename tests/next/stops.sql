-- Stops in the middle where a store has records, after it has changed something. For tests only.
ALTER TABLE signal ADD COLUMN next_note TEXT;
UPDATE signal SET entry = entry + 1;
INSERT INTO store SELECT * FROM store;
