import { type SQL, sql } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import type { RollupPiece } from './rollup-pieces'
import { type RollupRange, withinPiece } from './sum-rollup'

/** How pieces of the rollup are summed. `name` tells it from others; `keep` makes of a row what is remembered. */
export type PieceShape<Row, Kept> = {
  name: string
  of(piece: RollupPiece): { columns: SQL[]; groupBy: SQL[] }
  keep(row: Row): Kept
}

type Remembered = { version: string; rows: unknown[] }

/** Of the sums of a piece by group and process, one takes some 100 kB at most. */
const MOST_REMEMBERED = 150
const remembered = new WeakMap<Context['store'], Map<string, Remembered>>()

/**
 * The sums of pieces of the rollup. What has not changed since it was last summed is remembered: each row counts its
 * changes, so that the sum of these, which costs a tenth, tells whether anything did. The version is read before the sums:
 * they can be newer than it, and are then summed once more, but never older.
 */
export async function readPieces<Row extends Record<string, unknown>, Kept>(
  ctx: Context,
  range: RollupRange,
  pieces: readonly RollupPiece[],
  shape: PieceShape<Row, Kept>,
): Promise<{ sign: 1 | -1; rows: Kept[] }[]> {
  // Whoever may see no group at all sees nothing.
  if (pieces.length === 0 || range.groupIds?.length === 0) return []
  const known = remembered.get(ctx.store) ?? new Map<string, Remembered>()
  remembered.set(ctx.store, known)
  const versions = await versionsOf(ctx, range, pieces)
  const asked = pieces.map((piece, index) => {
    const { grain, from, to } = piece
    const key = JSON.stringify([shape.name, grain, from, to, range.groupIds, range.processIds])
    return { piece, key, version: versions[index] ?? '' }
  })
  const changed = asked.filter(({ key, version }) => known.get(key)?.version !== version)
  const sums = await sumPieces<Row, Kept>(
    ctx,
    range,
    changed.map(({ piece }) => piece),
    shape,
  )
  const fresh = new Map(changed.map(({ key, version }, index) => [key, { version, rows: sums[index] ?? [] }]))
  return asked.map(({ piece, key }) => {
    const found = fresh.get(key) ?? known.get(key) ?? { version: '', rows: [] }
    remember(known, key, found)
    return { sign: piece.sign, rows: found.rows as Kept[] }
  })
}

function remember(known: Map<string, Remembered>, key: string, found: Remembered): void {
  // A map keeps the order in which its keys were set: the first is the one longest unused.
  known.delete(key)
  known.set(key, found)
  if (known.size <= MOST_REMEMBERED) return
  const [oldest] = known.keys()
  if (oldest !== undefined) known.delete(oldest)
}

async function versionsOf(ctx: Context, range: RollupRange, pieces: readonly RollupPiece[]) {
  const { usageRollup: t, usageRollupState: state } = ctx.store.tables
  // A rebuild starts the versions of its rows anew.
  const built = sql`(select max(${state.builtAt}) from ${state}) as built`
  const parts = pieces.map(
    (piece, index) => sql`select ${sql.raw(String(index))} as piece, count(*) as n,
      coalesce(sum(${t.version}), 0) as version, ${built} from ${t} where ${withinPiece(ctx, range, piece)}`,
  )
  type Version = Record<'piece' | 'n' | 'version' | 'built', number | string | null>
  const rows = await ctx.store.read.rows<Version>(sql.join(parts, sql` union all `))
  const versions: string[] = []
  for (const { piece, n, version, built } of rows) versions[Number(piece)] = `${built} ${n} ${version}`
  return versions
}

async function sumPieces<Row extends Record<string, unknown>, Kept>(
  ctx: Context,
  range: RollupRange,
  pieces: readonly RollupPiece[],
  shape: PieceShape<Row, Kept>,
): Promise<Kept[][]> {
  const sums = pieces.map((): Kept[] => [])
  if (pieces.length === 0) return sums
  const parts = pieces.map((piece, index) => {
    const { columns, groupBy } = shape.of(piece)
    const grouped = groupBy.length === 0 ? sql`` : sql` group by ${sql.join(groupBy, sql`, `)}`
    return sql`select ${sql.raw(String(index))} as piece, ${sql.join(columns, sql`, `)}
      from ${ctx.store.tables.usageRollup} where ${withinPiece(ctx, range, piece)}${grouped}`
  })
  const rows = await ctx.store.read.rows<Row & { piece: number }>(sql.join(parts, sql` union all `))
  for (const row of rows) sums[Number(row.piece)]?.push(shape.keep(row))
  return sums
}
