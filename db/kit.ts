import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

/** Postgres' `bytea`; both drivers (pg, PGlite) hand back some Uint8Array, the desk wants a Buffer. */
const bytea = pg.customType<{ data: Buffer; driverData: Uint8Array }>({
  dataType: () => 'bytea',
  toDriver: (value) => value,
  fromDriver: (value) => Buffer.from(value),
})

/** Text compared byte by byte, as SQLite does, so that range scans mean the same on both engines. */
const textC = pg.customType<{ data: string; driverData: string }>({ dataType: () => 'text collate "C"' })

/** Column helpers of the embedded engine: the one the schema's types come from. */
export const sqliteKit = {
  dialect: 'sqlite' as 'sqlite' | 'postgres',
  table: sqlite.sqliteTable,
  index: sqlite.index,
  unique: sqlite.uniqueIndex,
  primaryKey: sqlite.primaryKey,
  /** An identifier: UUIDv7, hash or key, compared byte by byte. */
  id: (name: string) => sqlite.text(name),
  text: <T extends string = string>(name: string) => sqlite.text(name).$type<T>(),
  int: (name: string) => sqlite.integer(name, { mode: 'number' }),
  /** An instant in milliseconds since the epoch, UTC. */
  ms: (name: string) => sqlite.integer(name, { mode: 'number' }),
  bool: (name: string) => sqlite.integer(name, { mode: 'boolean' }),
  json: <T>(name: string) => sqlite.text(name, { mode: 'json' }).$type<T>(),
  bytes: (name: string) => sqlite.blob(name, { mode: 'buffer' }),
}

export type Kit = typeof sqliteKit

/** The same helpers for Postgres, cast to the first engine's types: one schema, two engines. */
export const postgresKit = {
  dialect: 'postgres',
  table: pg.pgTable,
  index: pg.index,
  unique: pg.uniqueIndex,
  primaryKey: pg.primaryKey,
  id: (name: string) => textC(name),
  text: <T extends string = string>(name: string) => pg.text(name).$type<T>(),
  int: (name: string) => pg.integer(name),
  ms: (name: string) => pg.bigint(name, { mode: 'number' }),
  bool: (name: string) => pg.boolean(name),
  json: <T>(name: string) => pg.jsonb(name).$type<T>(),
  bytes: (name: string) => bytea(name),
} as unknown as Kit
