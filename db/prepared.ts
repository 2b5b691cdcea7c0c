import { type SQL, sql } from 'drizzle-orm'
import type { Tables } from './schema'
import type { Db } from './store'

/**
 * A query built once per database handle instead of once per run. SQLite's handles live as long as the store, and a
 * callback is then mostly the work of the database; on Postgres a transaction's handle is its own, nothing is gained
 * and nothing lost.
 */
export function prepared<Query>(
  build: (db: Db, tables: Tables) => { prepare(): Query },
): (db: Db, tables: Tables) => Query {
  const built = new WeakMap<Db, Query>()
  return (db, tables) => {
    const known = built.get(db)
    if (known) return known
    const query = build(db, tables).prepare()
    built.set(db, query)
    return query
  }
}

/** A hole in a prepared query, filled at each run by the value of that name, written as `column` writes its values. */
export function hole(name: string, column: Parameters<typeof sql.param>[1]): SQL {
  return sql`${sql.param(sql.placeholder(name), column)}`
}
