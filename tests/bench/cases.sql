-- 10,000 cases with 20 events, a task, a stay, a consent and a need each, for the agenda: written by hand, since only their number matters. Every tenth is open where @OPEN is 10.
BEGIN IMMEDIATE;
CREATE TEMP TABLE numbers (i INTEGER PRIMARY KEY);
INSERT INTO numbers WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) SELECT i FROM n;
INSERT INTO person (n, entry, salt, uid, sex) SELECT 202600010000 + i, 1, zeroblob(16), randomblob(16), 'female' FROM numbers;
INSERT INTO "case" (n, entry, salt, uid, person, opened, municipality, form, "group", minor, urgency, coordinator, regime, onward, state, residence, care, criminal)
	SELECT 202600010000 + i, 1, zeroblob(16), randomblob(16), 202600010000 + i, '2025-11-01', 'GM0193', 'labour', 'third-country', 'no', 'normal', 'anna', 'wmo', 'free',
		CASE WHEN i % @OPEN = 0 THEN 'open' ELSE 'closed' END, 'permit', 'shelter', 'reported' FROM numbers;
CREATE TEMP TABLE steps (k INTEGER PRIMARY KEY, track TEXT, event TEXT, day INTEGER, scope TEXT);
INSERT INTO steps VALUES (1, 'care', 'contact-made', 0, NULL), (2, 'residence', 'reflection-offered', 1, NULL), (3, 'residence', 'reflection-granted', 2, 'standard'),
	(4, 'residence', 'consequences-explained', 3, NULL), (5, 'care', 'shelter-requested', 3, 'cosm'), (6, 'care', 'allowance-applied', 4, NULL),
	(7, 'care', 'shelter-admitted', 5, 'cosm'), (8, 'care', 'medical-asked', 6, NULL), (9, 'care', 'tb-test-done', 9, NULL), (10, 'care', 'medical-done', 9, NULL),
	(11, 'care', 'legal-aid-asked', 10, NULL), (12, 'residence', 'monthly-report', 30, NULL), (13, 'criminal', 'intake-held', 35, NULL),
	(14, 'criminal', 'report-taken', 50, 'standard'), (15, 'residence', 'permit-applied', 51, 'a'), (16, 'residence', 'permit-granted', 52, 'a'),
	(17, 'care', 'registered', 55, NULL), (18, 'care', 'wmo-reported', 60, NULL), (19, 'care', 'wmo-applied', 90, NULL), (20, 'criminal', 'investigation-started', 95, NULL);
INSERT INTO event (n, entry, salt, "case", track, event, "on", scope, "order")
	SELECT 202600100000 + 20 * i + k, 1, zeroblob(16), 202600010000 + i, track, event, date('2025-11-01', '+' || (i % 25 + day) || ' days'), scope, k FROM numbers, steps;
INSERT INTO partner (n, entry, salt, code, name, "column", state) VALUES (202600000001, 1, zeroblob(16), 'huis', 'Vrouwenhuis', 'care', 'active');
INSERT INTO task (n, entry, salt, "case", "do", due, state)
	SELECT 202600010000 + i, 1, zeroblob(16), 202600010000 + i, 'call', date('2026-02-20', '+' || (i % 60) || ' days'), 'open' FROM numbers;
INSERT INTO stay (n, entry, salt, "case", partner, place, beds, admitted, until, state)
	SELECT 202600010000 + i, 1, zeroblob(16), 202600010000 + i, 202600000001, 'cosm', 1, date('2025-11-06', '+' || (i % 25) || ' days'), date('2026-02-20', '+' || (i % 60) || ' days'),
		'admitted' FROM numbers;
INSERT INTO consent (n, entry, salt, "case", purpose, partner, fields, answer, "on", until, signatory)
	SELECT 202600010000 + i, 1, zeroblob(16), 202600010000 + i, 'shelter', 202600000001, 'minimal', 'given', '2025-11-02', date('2026-02-20', '+' || (i % 90) || ' days'), 'person'
	FROM numbers;
INSERT INTO need (n, entry, salt, "case", service, "on", state)
	SELECT 202600010000 + i, 1, zeroblob(16), 202600010000 + i, 'shelter', '2025-11-02', 'open' FROM numbers;
COMMIT;
