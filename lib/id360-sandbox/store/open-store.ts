import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'

export type Store = Database.Database

const SCHEMA = `
CREATE TABLE IF NOT EXISTS enrollments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  api_key TEXT NOT NULL UNIQUE,
  process_uuid TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  client_reference TEXT,
  created_at INTEGER NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  detail TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS endpoints (
  id INTEGER PRIMARY KEY,
  enrollment_id INTEGER NOT NULL REFERENCES enrollments (id),
  url TEXT NOT NULL,
  "on" TEXT NOT NULL,
  headers TEXT NOT NULL,
  old_style INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS endpoints_by_enrollment ON endpoints (enrollment_id);
CREATE TABLE IF NOT EXISTS deliveries (
  id INTEGER PRIMARY KEY,
  enrollment_id INTEGER NOT NULL REFERENCES enrollments (id),
  endpoint_id INTEGER NOT NULL REFERENCES endpoints (id),
  body TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  status TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT 'pending',
  attempts INTEGER NOT NULL DEFAULT 0,
  outcomes TEXT NOT NULL DEFAULT '',
  created_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  delivered_at INTEGER
);
CREATE INDEX IF NOT EXISTS deliveries_by_enrollment ON deliveries (enrollment_id);
CREATE INDEX IF NOT EXISTS deliveries_by_state ON deliveries (state, id);
CREATE TABLE IF NOT EXISTS tokens (
  sha256 TEXT PRIMARY KEY,
  username TEXT NOT NULL,
  kind TEXT NOT NULL,
  expires_at INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS authority (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  kept TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS idclaims (
  enrollment_id INTEGER NOT NULL REFERENCES enrollments (id),
  form TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (enrollment_id, form)
);
`

/** Enrollment numbers start where nobody takes them for a row count. */
const FIRST_ENROLLMENT_ID = 4_100_001

/**
 * Opens (and creates when missing) the sandbox's database in a folder; ':memory:' keeps nothing.
 * Losing the last instant at a power cut is fine here, hence `synchronous=NORMAL`.
 */
export function openStore(dataDir: string): Store {
  let file = dataDir
  if (dataDir !== ':memory:') {
    mkdirSync(dataDir, { recursive: true })
    file = path.join(dataDir, 'sandbox.sqlite')
  }
  const store = new Database(file)
  store.pragma('journal_mode = WAL')
  store.pragma('synchronous = NORMAL')
  store.pragma('foreign_keys = ON')
  store.exec(SCHEMA)
  store
    .prepare(
      `INSERT INTO sqlite_sequence (name, seq) SELECT 'enrollments', ?
       WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'enrollments')`,
    )
    .run(FIRST_ENROLLMENT_ID - 1)
  return store
}
