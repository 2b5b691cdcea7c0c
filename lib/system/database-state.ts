import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { newId } from '@/lib/new-id'

export type DatabaseState = {
  engine: 'sqlite' | 'postgres'
  version: string
  bytes: number
  /** What SQLite has written and not yet moved into its file; null on Postgres. */
  walBytes: number | null
  /** How many migrations are applied, and how many this version of the desk brings. */
  migrations: { applied: number; known: number }
  /** How long reading one row took, and writing one to the disk (waiting for its turn included), ms. */
  readMs: number
  writeMs: number
}

export async function databaseState(ctx: Context): Promise<DatabaseState> {
  const { dialect } = ctx.store
  const readMs = await timed(() => readOne(ctx))
  const writeMs = await timed(() => writeNothing(ctx))
  const [size, version, applied, known] = await Promise.all([
    dialect === 'sqlite' ? sqliteSize(ctx) : postgresSize(ctx),
    one(
      ctx,
      dialect === 'sqlite'
        ? sql`select sqlite_version() as v`
        : sql`select current_setting('server_version') as v`,
    ),
    one(ctx, sql`select count(*) as v from ${sql.raw(MIGRATIONS[dialect])}`),
    knownMigrations(dialect),
  ])
  return {
    engine: dialect,
    version: version.split(' ')[0] ?? version,
    ...size,
    migrations: { applied: Number(applied), known },
    readMs,
    writeMs,
  }
}

const MIGRATIONS = { sqlite: '__drizzle_migrations', postgres: 'drizzle.__drizzle_migrations' }

async function one(ctx: Context, query: ReturnType<typeof sql>): Promise<string> {
  const [row] = await ctx.store.read.rows<{ v: string | number }>(query)
  return String(row?.v ?? '')
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  await work()
  return performance.now() - startedAt
}

async function readOne({ store }: Context) {
  const { staff } = store.tables
  await store.read.select({ id: staff.id }).from(staff).limit(1)
}

/** A row that comes and goes in one transaction: the disk is written to as for any other, and nobody ever sees it. */
async function writeNothing({ store, clock }: Context) {
  const { evidenceOwed } = store.tables
  const id = `probe-${newId()}`
  await store.tx(async (tx) => {
    await tx.insert(evidenceOwed).values({ enrollmentId: id, kind: 'report', finishedAt: clock() })
    await tx.delete(evidenceOwed).where(eq(evidenceOwed.enrollmentId, id))
  })
}

async function sqliteSize({ settings }: Context) {
  const file = settings.DATABASE_URL.replace(/^file:/, '')
  const sizeOf = (name: string) =>
    stat(name).then(
      ({ size }) => size,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return 0
        throw error
      },
    )
  const [bytes, walBytes] = await Promise.all([sizeOf(file), sizeOf(`${file}-wal`)])
  return { bytes, walBytes }
}

async function postgresSize(ctx: Context) {
  const bytes = Number(await one(ctx, sql`select pg_database_size(current_database()) as v`))
  return { bytes, walBytes: null }
}

async function knownMigrations(dialect: 'sqlite' | 'postgres'): Promise<number> {
  const journal = path.join(process.cwd(), 'db/migrations', dialect, 'meta/_journal.json')
  const { entries }: { entries: unknown[] } = JSON.parse(await readFile(journal, 'utf8'))
  return entries.length
}
