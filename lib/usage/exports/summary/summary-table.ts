import type { UsageFigures, UsageRow, UsageView } from '../../usage-view'
import type { ExportScope } from '../export-scope'
import type { Cell, CellKind, ColumnTotal, ExportTable } from '../export-table'
import type { ExportWords } from '../export-words'

type SummaryColumn = { kind: CellKind; width: number; total: ColumnTotal; read(row: UsageRow): Cell }

const count = (key: keyof UsageFigures): SummaryColumn => ({
  kind: 'whole',
  width: 13,
  total: 'sum',
  read: ({ figures }) => figures[key],
})

const seconds = (ms: number | null) => (ms === null ? null : Math.round(ms / 1000))

/** The columns of a summary but the period, in their order. */
const SUMMARY = {
  group: { kind: 'text', width: 30, total: null, read: ({ group }) => group.name },
  process: { kind: 'text', width: 26, total: null, read: ({ process }) => process.name },
  total: count('total'),
  share: { kind: 'share', width: 13, total: 'sum', read: ({ share }) => share },
  unconfirmed: count('unconfirmed'),
  fresh: count('fresh'),
  started: count('started'),
  ok: count('ok'),
  ko: count('ko'),
  canceled: count('canceled'),
  failed: count('failed'),
  discontinued: count('discontinued'),
  everStarted: count('everStarted'),
  neverStarted: count('neverStarted'),
  verdicts: count('verdicts'),
  idclaims: count('idclaims'),
  retries: count('retries'),
  successRate: {
    kind: 'share',
    width: 13,
    total: { part: 'ok', whole: 'verdicts' },
    read: ({ figures }) => figures.successRate,
  },
  medianSeconds: {
    kind: 'whole',
    width: 16,
    total: 'given',
    read: ({ figures }) => seconds(figures.medianMs),
  },
  p90Seconds: { kind: 'whole', width: 16, total: 'given', read: ({ figures }) => seconds(figures.p90Ms) },
} satisfies Record<string, SummaryColumn>

export type SummaryOptions = {
  scope: ExportScope
  view: UsageView
  words: ExportWords
  /** Called as rows are handed out. */
  passed(rows: number): void
}

/** One row a group and process with the figures of the page, and the period they are of; totals below. */
export function summaryTable({ scope, view, words, passed }: SummaryOptions): ExportTable {
  const { from, to, sheets } = scope
  const groupName = (group: UsageRow['group']) => (group.id === '' ? words('noGroup') : group.name)
  async function* pages(rows: UsageRow[]) {
    passed(rows.length)
    yield rows.map((row) => {
      const named = { ...row, group: { ...row.group, name: groupName(row.group) } }
      return [from, to, ...Object.values(SUMMARY).map(({ read }) => read(named))]
    })
  }
  const given = (figures: UsageFigures): Record<string, Cell> => ({
    medianSeconds: seconds(figures.medianMs),
    p90Seconds: seconds(figures.p90Ms),
  })
  const all = given(view.totals.now)
  const day = { kind: 'day', width: 12 } as const
  return {
    columns: [
      { key: 'from', heading: words('column.from'), ...day, total: 'word' },
      { key: 'to', heading: words('column.to'), ...day, total: null },
      ...Object.entries(SUMMARY).map(([key, { kind, width, total }]) => ({
        key,
        heading: words(`column.${key as keyof typeof SUMMARY}`),
        kind,
        width,
        total,
      })),
    ],
    // A workbook has at least one sheet.
    sections:
      sheets === 'perGroup' && view.groups.length > 0
        ? view.groups.map(({ group, figures }) => ({
            name: groupName(group),
            pages: pages(view.rows.filter((row) => row.group.id === group.id)),
            given: given(figures),
          }))
        : [{ name: words('sheet.summary'), pages: pages(view.rows), given: all }],
    totalWord: words('total'),
    totalRow: all,
  }
}
