import { and, asc, eq, lte, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import { writeCsv } from '@/lib/usage/exports/csv/write-csv'
import type { Cell, ExportColumn, ExportTable } from '@/lib/usage/exports/export-table'
import { createLocalClock } from '@/lib/usage/exports/local-clock'
import { auditCondition, auditFilter } from './audit-filter'
import { writeAudit } from './write-audit'

export const exportAuditInput = z.object({
  filter: auditFilter,
  format: z.enum(['csv', 'jsonl']),
  /** Aborted when whoever fetches has gone. */
  signal: z.instanceof(AbortSignal).optional(),
})

export type AuditExport = { fileName: string; contentType: string; stream: ReadableStream<Uint8Array> }

const ROWS_AT_ONCE = 1_000

const KINDS = {
  seq: 'whole',
  at: 'text',
  actorKind: 'text',
  actorId: 'text',
  action: 'text',
  targetKind: 'text',
  targetId: 'text',
  details: 'text',
  id: 'text',
  previousHash: 'text',
  hash: 'text',
} as const satisfies Record<string, ExportColumn['kind']>

const COLUMNS: ExportColumn[] = Object.entries(KINDS).map(([key, kind]) => ({
  key,
  heading: key,
  kind,
  width: 20,
  total: null,
}))

/**
 * The log as a file, oldest first, every row with its place and hashes, so that the chain can be checked outside the
 * desk (an unfiltered file holds all of it). The columns carry the names of `canonicalAuditRow` in every language.
 * That it is taken, with which filter and how many rows, is written into the log before the first row leaves; what is
 * written from then on is not in the file. The rows are read only as fast as the file is, and no more once the reader
 * has gone or `signal` aborts.
 *
 * Only people who may see every group can take it: cut rows would prove nothing.
 * @throws DeskError SIGNED_OUT, FORBIDDEN without `audit.read` or with a limit to groups
 */
export async function exportAudit(
  ctx: Context,
  input: z.input<typeof exportAuditInput>,
): Promise<AuditExport> {
  const actor = authorize(ctx, 'audit.read')
  if (actor.groupIds !== null) throw new DeskError('FORBIDDEN', `${actor.id} does not see every group`)
  const { filter, format, signal } = exportAuditInput.parse(input)
  const { tables, read } = ctx.store
  const { audit, auditHead } = tables
  const [head] = await read.select({ seq: auditHead.seq }).from(auditHead).where(eq(auditHead.id, 'audit'))
  const where = and(auditCondition(tables, filter, ctx.settings.TIME_ZONE), lte(audit.seq, head?.seq ?? 0))
  const rows = await read.$count(audit, where)
  const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null))
  await ctx.store.tx((tx) =>
    writeAudit(ctx, tx, {
      action: 'audit.exported',
      targetKind: 'audit',
      targetId: 'audit',
      details: { ...given, format, rows },
    }),
  )
  const pages = readPages(ctx, where, signal)
  const language = actor.language
  const clock = createLocalClock(ctx.settings.TIME_ZONE)
  const chunks =
    format === 'csv'
      ? writeCsv(asTable(pages), { separator: language === 'fr' ? ';' : ',', language, clock })
      : writeLines(pages)
  return {
    fileName: `audit-${clock.text(ctx.clock()).slice(0, 10)}.${format}`,
    contentType: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
    stream: asStream(chunks),
  }
}

/** A chunk at each pull; who stops reading ends the reading of the log. */
function asStream(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })
}

type AuditRow = Context['store']['tables']['audit']['$inferSelect']

/** In the order of time, which is that of the chain but for acts of the same instant. */
async function* readPages(
  ctx: Context,
  where: SQL | undefined,
  signal?: AbortSignal,
): AsyncGenerator<AuditRow[]> {
  const { audit } = ctx.store.tables
  let after = { at: Number.MIN_SAFE_INTEGER, id: '' }
  for (;;) {
    signal?.throwIfAborted()
    const page = await ctx.store.read
      .select()
      .from(audit)
      .where(and(where, sql`(${audit.at}, ${audit.id}) > (${after.at}, ${after.id})`))
      .orderBy(asc(audit.at), asc(audit.id))
      .limit(ROWS_AT_ONCE)
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < ROWS_AT_ONCE) return
    after = last
  }
}

/** One object a row, its instants in ISO 8601 (UTC) and, as the hash takes them, in milliseconds. */
async function* writeLines(pages: AsyncIterable<AuditRow[]>): AsyncGenerator<Uint8Array> {
  for await (const page of pages) {
    yield Buffer.from(page.map((row) => `${JSON.stringify(pick(row))}\n`).join(''))
  }
}

const pick = ({
  seq,
  at,
  actorKind,
  actorId,
  action,
  targetKind,
  targetId,
  details,
  id,
  ...chain
}: AuditRow) => ({
  ...{
    seq,
    at,
    time: new Date(at).toISOString(),
    actorKind,
    actorId,
    action,
    targetKind,
    targetId,
    details,
    id,
  },
  previousHash: chain.previousHash,
  hash: chain.hash,
})

function asTable(pages: AsyncIterable<AuditRow[]>): ExportTable {
  async function* cells(): AsyncGenerator<Cell[][]> {
    for await (const page of pages) yield page.map(cellsOf)
  }
  return {
    columns: COLUMNS,
    sections: [{ name: 'audit', pages: cells(), given: {} }],
    totalWord: '',
    totalRow: null,
  }
}

const cellsOf = (row: AuditRow): Cell[] =>
  COLUMNS.map(({ key }) => {
    if (key === 'at') return new Date(row.at).toISOString()
    if (key === 'details') return JSON.stringify(row.details)
    return row[key as 'action']
  })
