import path from 'node:path'
import { type SQL, sql } from 'drizzle-orm'
import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { postgresKit } from './kit'
import { schema } from './schema'
import type { Db, Store, Tx } from './store'

export const postgresMigrationsFolder = path.join(process.cwd(), 'db/migrations/postgres')

type AnyPostgres = PgDatabase<PgQueryResultHKT>

/** Two writers in each other's way: the whole transaction may be run again. */
const RETRIABLE = new Set(['40001', '40P01'])
const MAX_ATTEMPTS = 5

function postgresCode(error: unknown): string | undefined {
  const cause = error instanceof Error && error.cause ? error.cause : error
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : undefined
}

function asDb(database: AnyPostgres): Db {
  const rows = async (query: SQL) => {
    const result = (await database.execute(query)) as unknown as { rows: unknown[] }
    return result.rows
  }
  return Object.assign(database, { rows }) as unknown as Db
}

/** The store over any drizzle Postgres database: a server's pool, or PGlite in tests. */
export function postgresStore(database: AnyPostgres, close: () => Promise<void>): Store {
  return {
    dialect: 'postgres',
    tables: schema(postgresKit),
    read: asDb(database),
    async tx(fn) {
      for (let attempt = 1; ; attempt++) {
        try {
          return await database.transaction((tx) => fn(asDb(tx as unknown as AnyPostgres) as Tx))
        } catch (error) {
          if (attempt >= MAX_ATTEMPTS || !RETRIABLE.has(postgresCode(error) ?? '')) throw error
        }
      }
    },
    async forgetErased() {
      for (const table of ERASED_FROM) await database.execute(sql.raw(`vacuum ${table}`))
      return true
    },
    close,
  }
}

/** Where lib/retention deletes and overwrites. */
const ERASED_FROM = [
  'enrollment',
  'search_term',
  'callback',
  'quarantine',
  'evidence',
  'evidence_owed',
  'assisted_comparison',
  'assisted_presence',
  'personal_reveal',
  'job',
]

/** Applies the migrations that the database lacks. */
export async function migratePostgres(url: string) {
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  try {
    await migrate(drizzle(pool), { migrationsFolder: postgresMigrationsFolder })
  } finally {
    await pool.end()
  }
}

/** Opens a migrated Postgres database. */
export function openPostgres(url: string): Store {
  const pool = new pg.Pool({ connectionString: url, max: 10 })
  const database: NodePgDatabase = drizzle(pool)
  return postgresStore(database as unknown as AnyPostgres, () => pool.end())
}
