import { mkdirSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import type { SQL } from 'drizzle-orm'
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import { sqliteKit } from './kit'
import { schema } from './schema'
import type { Db, Store, Tx } from './store'
import { createWriteQueue } from './write-queue'

const migrationsFolder = path.join(process.cwd(), 'db/migrations/sqlite')

const BUSY_MS = 5_000

/** Every connection says it again: better-sqlite3 is compiled with `synchronous=NORMAL` under WAL. */
function configure(connection: Database.Database) {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma(`busy_timeout = ${BUSY_MS}`)
  connection.pragma('foreign_keys = ON')
  connection.pragma('secure_delete = ON')
  connection.pragma('cache_size = -65536')
  connection.pragma('temp_store = MEMORY')
}

/** Another process that reads must not make everybody of this one wait: then it is for later. */
const PATIENCE_MS = 200
/** What is rewritten beyond this goes through a file, in the folder of the database (SQLITE_TMPDIR), not through memory. */
const MOST_IN_MEMORY = 256 * 1024 * 1024

/**
 * `secure_delete` overwrites what is deleted where it stands, but not the copies that balancing a tree has left between
 * the cells of its pages: only a database written anew is without them. The write-ahead log is emptied before, so that
 * it holds nothing if this fails, and after.
 */
function rewrite(writer: Database.Database): boolean {
  writer.pragma(`busy_timeout = ${PATIENCE_MS}`)
  try {
    if (!emptyLog(writer)) return false
    const bytes = Number(writer.pragma('page_count', { simple: true })) * pageSize(writer)
    if (bytes > MOST_IN_MEMORY) writer.pragma('temp_store = FILE')
    writer.exec('VACUUM')
    return emptyLog(writer)
  } catch (error) {
    if (error instanceof Database.SqliteError && /^SQLITE_(BUSY|LOCKED)/.test(error.code)) return false
    throw error
  } finally {
    writer.pragma('temp_store = MEMORY')
    writer.pragma(`busy_timeout = ${BUSY_MS}`)
  }
}

const pageSize = (connection: Database.Database) => Number(connection.pragma('page_size', { simple: true }))

/** Moves the write-ahead log into the file and cuts it to nothing. False: a reader or a writer needs it. */
function emptyLog(writer: Database.Database): boolean {
  const [answer] = writer.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[]
  return answer?.busy === 0
}

function asDb(database: BetterSQLite3Database): Db {
  const rows = async (query: SQL) => database.all(query)
  return Object.assign(database, { rows }) as unknown as Db
}

/** Applies the migrations that `file` lacks. */
export function migrateSqlite(file: string) {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const connection = new Database(file)
  try {
    configure(connection)
    migrate(drizzle(connection), { migrationsFolder })
  } finally {
    connection.close()
  }
}

/** Opens a migrated SQLite file: one write connection behind a queue, one read-only connection. */
export function openSqlite(file: string): Store {
  // Read by SQLite when the first connection is opened.
  process.env.SQLITE_TMPDIR ??= path.dirname(path.resolve(file))
  const writer = new Database(file, { fileMustExist: true })
  configure(writer)
  const reader = new Database(file, { readonly: true, fileMustExist: true })
  reader.pragma('busy_timeout = 5000')
  reader.pragma('cache_size = -65536')
  reader.pragma('mmap_size = 33554432')
  const tx = asDb(drizzle(writer)) as Tx
  const queue = createWriteQueue(writer)
  return {
    dialect: 'sqlite',
    tables: schema(sqliteKit),
    read: asDb(drizzle(reader)),
    tx: (fn) => queue.run(() => fn(tx)),
    forgetErased: () => queue.between(() => rewrite(writer)),
    close: async () => {
      await queue.idle()
      reader.close()
      writer.close()
    },
  }
}
