import type { SQL } from 'drizzle-orm'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import type { Tables } from './schema'

/**
 * A drizzle database, typed as the embedded engine's whichever engine it is. Queries are awaited; `.get()`, `.all()`,
 * `.run()` and `transaction` are not part of it, because they differ between the engines.
 */
export type Db = Pick<
  BaseSQLiteDatabase<'async', unknown>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | '$with' | 'with' | '$count'
> & {
  /** Runs portable SQL and gives the rows as plain objects, keyed by the names the query gives them. */
  rows<Row extends Record<string, unknown>>(query: SQL): Promise<Row[]>
}

/** A transaction's handle: a verb that takes one writes, one that takes a Db may only read. */
export type Tx = Db & { readonly inTransaction: true }

export type Store = {
  dialect: 'sqlite' | 'postgres'
  tables: Tables
  /** For reading outside a transaction; on SQLite a read-only connection. */
  read: Db
  /**
   * Runs `fn` in one write transaction and resolves once it is committed (on disk). If `fn` throws, nothing of it
   * remains and the promise rejects with the same error. No network inside: other writers wait.
   */
  tx<T>(fn: (tx: Tx) => Promise<T>): Promise<T>
  /**
   * Rewrites what deleted and overwritten rows have left in the files of the database. On SQLite nothing of them is in
   * the file or beside it afterwards; writers wait meanwhile. On Postgres their rows are vacuumed: what a page, the log of the server
   * and its backups still hold is for its administrator (docs/retention.md). False: somebody was reading, try again.
   */
  forgetErased(): Promise<boolean>
  close(): Promise<void>
}
