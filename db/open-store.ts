import { migratePostgres, openPostgres } from './open-postgres'
import { migrateSqlite, openSqlite } from './open-sqlite'
import type { Store } from './store'

const isPostgres = (url: string) => /^postgres(ql)?:\/\//.test(url)
const sqliteFile = (url: string) => url.replace(/^file:/, '')

/** Brings the database at `url` (`file:…` or `postgres://…`) to the schema of this version. */
export async function migrateStore(url: string): Promise<void> {
  if (isPostgres(url)) await migratePostgres(url)
  else migrateSqlite(sqliteFile(url))
}

/** Opens the database at `url`, which must have been migrated. */
export function openStore(url: string): Store {
  return isPostgres(url) ? openPostgres(url) : openSqlite(sqliteFile(url))
}
