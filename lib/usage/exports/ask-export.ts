import { z } from 'zod'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { LOCALES } from '@/lib/i18n/locale'
import { authorize } from '@/lib/staff/authorize'
import { usageQuery } from '../usage-query'
import { LINE_COLUMNS } from './export-columns'

export const EXPORT_KINDS = ['summary', 'lines'] as const
export const EXPORT_FORMATS = ['csv', 'xlsx', 'jsonl'] as const

export const askExportInput = z.object({
  kind: z.enum(EXPORT_KINDS),
  format: z.enum(EXPORT_FORMATS),
  query: usageQuery,
  /** Of lines; left out: all that are not personal. */
  columns: z.array(z.enum(LINE_COLUMNS)).max(LINE_COLUMNS.length).nullable().default(null),
  /** Of CSV; left out: the one that spreadsheets of the language expect. */
  separator: z.enum([',', ';']).nullable().default(null),
  /** Of XLSX. */
  sheets: z.enum(['one', 'perGroup']).default('one'),
  /** Of headings and file name. */
  language: z.enum(LOCALES),
})

export type AskExportInput = z.input<typeof askExportInput>

export type AskedExport = {
  exportId: string
  /** GET it once, from this person's browser: the file. */
  href: string
}

/**
 * Writes down that a file of usage is wanted, and by whom; its bytes are made when `href` is fetched.
 *
 * @throws DeskError SIGNED_OUT, FORBIDDEN (usage.export; `errors.export.personal` for personal columns without the
 * compliance role); INVALID with `fieldErrors` as readUsage gives them, and `columns` (`required`)
 */
export async function askExport(ctx: Context, input: AskExportInput): Promise<AskedExport> {
  authorize(ctx, 'usage.export')
  askExportInput.parse(input)
  throw new DeskError('NOT_READY', 'exports are being built')
}
