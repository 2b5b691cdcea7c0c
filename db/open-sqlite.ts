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

/** Every connection says it again: better-sqlite3 is compiled with `synchronous=NORMAL` under WAL. */
function configure(connection: Database.Database) {
  connection.pragma('journal_mode = WAL')
  connection.pragma('synchronous = FULL')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('foreign_keys = ON')
  connection.pragma('secure_delete = ON')
  connection.pragma('cache_size = -65536')
  connection.pragma('temp_store = MEMORY')
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
    close: async () => {
      await queue.idle()
      reader.close()
      writer.close()
    },
  }
}
