import { setTimeout } from 'node:timers/promises'
import { and, eq, getTableName, type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { open, seal, sealHeader } from './keyring'
import type { Resealed } from './resealed'
import type { SealedColumn } from './sealed-columns'
import { HEAD_BYTES, sealingKey } from './sealing-key'

const ROWS_A_PAGE = 500
/** A callback's body may have 256 KiB: a transaction stays at a few MiB, and short. */
const ROWS_A_TRANSACTION = 20

type Row = { key: string[]; owner: string; head: Buffer }
type Change = { row: Row; before: Buffer; after: Buffer }

export const placeOf = ({ table, column }: SealedColumn) => `${getTableName(table)}.${column.name}`

/**
 * Seals with the active key what is sealed with another, page by page in the order of the primary key. A value is
 * replaced only while it is still the one that was read: what a running desk writes meanwhile stays. An empty value is
 * what erasing leaves: nothing is sealed in it.
 */
export async function* resealColumn(ctx: Context, sealed: SealedColumn): AsyncGenerator<Resealed> {
  for await (const page of pagesOf(ctx, sealed)) {
    const old = page.filter(({ head }) => sealingKey(head) !== ctx.keys.active.id)
    for (let at = 0; at < old.length; at += ROWS_A_TRANSACTION) {
      yield* resealRows(ctx, sealed, old.slice(at, at + ROWS_A_TRANSACTION))
    }
  }
}

async function* pagesOf(ctx: Context, { table, column, key, owner }: SealedColumn) {
  const columns = sql.join([...key], sql`, `)
  const names = key.map((part, index) => sql`${part} as ${sql.identifier(`key${index}`)}`)
  let after: SQL = sql`true`
  for (;;) {
    const found = await ctx.store.read.rows<Record<string, string> & { head: Uint8Array }>(sql`
      select ${sql.join(names, sql`, `)}, ${owner} as owner, ${headOf(column)} as head
      from ${table} where length(${column}) > 0 and ${after}
      order by ${columns} limit ${sql.raw(String(ROWS_A_PAGE))}`)
    const page = found.map((row) => ({
      key: key.map((_, index) => String(row[`key${index}`])),
      owner: String(row.owner),
      head: Buffer.from(row.head),
    }))
    const last = page.at(-1)
    if (!last) return
    yield page
    const values = last.key.map((value) => sql`${value}`)
    after = sql`(${columns}) > (${sql.join(values, sql`, `)})`
  }
}

const headOf = (column: SealedColumn['column'], length = HEAD_BYTES) =>
  sql`substr(${column}, 1, ${sql.raw(String(length))})`

const isRow = ({ key }: SealedColumn, row: Row) => and(...key.map((part, index) => eq(part, row.key[index])))

async function* resealRows(ctx: Context, sealed: SealedColumn, rows: Row[]): AsyncGenerator<Resealed> {
  const changes: Change[] = []
  for (const row of rows) {
    const before = await readValue(ctx, sealed, row)
    // Erased meanwhile, or sealed anew by the desk.
    if (!before || sealingKey(before) === ctx.keys.active.id) continue
    const after = resealValue(ctx, sealed, row, before)
    if (after) changes.push({ row, before, after })
    else yield { place: placeOf(sealed), id: row.key.join('/'), problem: problemOf(ctx, before) }
  }
  if (changes.length === 0) return
  const started = performance.now()
  const written = await ctx.store.tx(async (tx) => {
    const done: Change[] = []
    for (const change of changes) {
      const { table, column } = sealed
      const updated = await tx.rows(sql`
        update ${table} set ${sql.identifier(column.name)} = ${change.after}
        where ${isRow(sealed, change.row)} and ${column} = ${change.before} returning 1 as done`)
      if (updated.length > 0) done.push(change)
    }
    return done
  })
  for (const { row } of written) yield { place: placeOf(sealed), id: row.key.join('/'), problem: null }
  // Writers of a running desk get as much of the time as this took.
  await setTimeout(performance.now() - started)
}

async function readValue(ctx: Context, sealed: SealedColumn, row: Row): Promise<Buffer | null> {
  const { table, column } = sealed
  const [found] = await ctx.store.read.rows<{ value: Uint8Array }>(
    sql`select ${column} as value from ${table} where ${isRow(sealed, row)} and length(${column}) > 0`,
  )
  return found ? Buffer.from(found.value) : null
}

/** The value under the active key; null when it does not open. */
function resealValue({ keys }: Context, { purpose }: SealedColumn, row: Row, before: Buffer): Buffer | null {
  const use = purpose(row.owner, row.key)
  try {
    return seal(keys, use, open(keys, use, before))
  } catch {
    return null
  }
}

function problemOf({ keys }: Context, before: Buffer): 'unknown_key' | 'changed' {
  return keys.byId.has(sealingKey(before) ?? '') ? 'changed' : 'unknown_key'
}

/** How many values of a column are under each key of the keyring, and under none of them. */
export async function countColumn(
  ctx: Context,
  { table, column }: SealedColumn,
): Promise<{ keys: Record<string, number>; unknown: number }> {
  const ids = [...ctx.keys.byId.keys()]
  const sums = ids.map((id, index) => {
    const head = sealHeader(id)
    const name = sql.identifier(`under${index}`)
    return sql`, sum(case when ${headOf(column, head.length)} = ${head} then 1 else 0 end) as ${name}`
  })
  const [row] = await ctx.store.read.rows<Record<string, number | string | null>>(
    sql`select count(nullif(length(${column}), 0)) as total ${sql.join(sums, sql``)} from ${table}`,
  )
  const counts = ids.map((id, index) => [id, Number(row?.[`under${index}`] ?? 0)] as const)
  const known = counts.reduce((sum, [, n]) => sum + n, 0)
  return { keys: Object.fromEntries(counts), unknown: Number(row?.total ?? 0) - known }
}
