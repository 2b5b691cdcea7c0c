import type { Kit } from '../kit'

/** `year`: yyyy; `month`: yyyymm; `day`: yyyymmdd; in the time zone of usage (TIME_ZONE). */
export type UsageGrain = 'year' | 'month' | 'day'

export type ExportKind = 'summary' | 'lines'
export type ExportFormat = 'csv' | 'xlsx' | 'jsonl'

/** `ready`: asked for, its bytes not yet fetched; `running`: they are on their way. */
export type ExportState = 'ready' | 'running' | 'done' | 'canceled' | 'failed'

/** How many enrollments, and what became of them; kept with an export so that a later change can be told. */
export type ExportedFigures = Record<string, number>

/** Figures kept up to date with each change of an enrollment, and every file that left with them. */
export function usageTables(kit: Kit) {
  const usageRollup = kit.table(
    'usage_rollup',
    {
      grain: kit.text<UsageGrain>('grain').notNull(),
      /** When the enrollments were made: yyyy, yyyymm or yyyymmdd. */
      period: kit.int('period').notNull(),
      /** Empty string: no group. */
      groupId: kit.id('group_id').notNull(),
      processId: kit.id('process_id').notNull(),
      unconfirmed: kit.int('n_unconfirmed').notNull(),
      notCreated: kit.int('n_not_created').notNull(),
      fresh: kit.int('n_new').notNull(),
      started: kit.int('n_started').notNull(),
      ok: kit.int('n_ok').notNull(),
      ko: kit.int('n_ko').notNull(),
      canceled: kit.int('n_canceled').notNull(),
      failed: kit.int('n_failed').notNull(),
      discontinued: kit.int('n_discontinued').notNull(),
      /** Of all of these: the person began. */
      everStarted: kit.int('n_ever_started').notNull(),
      /** Of all of these: an idclaim is kept. */
      idclaims: kit.int('n_idclaims').notNull(),
      /** Of all of these: the client reference had been used before. */
      retries: kit.int('n_retries').notNull(),
      /** How long each took from creation to verdict (lib/usage/duration-histogram.ts); null: none is known. */
      durations: kit.bytes('durations'),
      /** How often the row was changed since it was built: what was read of it can be told from what is there now. */
      version: kit.int('version').notNull().default(0),
    },
    (t) => [kit.primaryKey({ columns: [t.grain, t.period, t.groupId, t.processId] })],
  )
  /** For which time zone the rollup was built: another one means building it anew. */
  const usageRollupState = kit.table('usage_rollup_state', {
    id: kit.id('id').primaryKey(),
    timeZone: kit.text('time_zone').notNull(),
    builtAt: kit.ms('built_at').notNull(),
  })
  const usageExport = kit.table(
    'usage_export',
    {
      id: kit.id('id').primaryKey(),
      createdAt: kit.ms('created_at').notNull(),
      createdBy: kit.id('created_by').notNull(),
      kind: kit.text<ExportKind>('kind').notNull(),
      format: kit.text<ExportFormat>('format').notNull(),
      /** The question as parsed: period, groups, processes, statuses; ids and dates, nothing personal. */
      query: kit.json<Record<string, string | string[] | null>>('query').notNull(),
      columns: kit.json<string[]>('columns').notNull(),
      personal: kit.bool('personal').notNull(),
      fileName: kit.text('file_name').notNull(),
      state: kit.text<ExportState>('state').notNull(),
      /** Rows of data, without headings; what was written so far while it runs. */
      rows: kit.int('rows').notNull(),
      /** Rows there are to write, for the progress; null when not known beforehand. */
      expectedRows: kit.int('expected_rows'),
      bytes: kit.ms('bytes').notNull(),
      /** Of the whole file (hex), once it is done. */
      sha256: kit.id('sha256'),
      startedAt: kit.ms('started_at'),
      /** While it runs, its last sign of life. */
      finishedAt: kit.ms('finished_at'),
      /** By month (yyyymm) and group id: how many enrollments of each status it counted. */
      figures: kit.json<Record<string, Record<string, ExportedFigures>>>('figures').notNull(),
    },
    (t) => [
      kit.index('usage_export_created').on(t.createdAt, t.id),
      kit.index('usage_export_creator').on(t.createdBy, t.createdAt, t.id),
    ],
  )
  return { usageRollup, usageRollupState, usageExport }
}
