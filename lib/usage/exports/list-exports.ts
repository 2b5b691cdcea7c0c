import { z } from 'zod'
import type { ExportFormat, ExportKind, ExportState } from '@/db/schema/usage'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { authorize } from '@/lib/staff/authorize'
import type { DayRange, Named } from '../usage-view'
import type { LineColumn } from './export-columns'

export const listExportsInput = z.object({
  /** `next` of the page before; null the newest ones. One that cannot be read is the first page. */
  cursor: z.string().max(200).nullable().default(null),
  limit: z.number().int().min(1).max(100).default(50),
})

export type ExportEntry = {
  id: string
  createdAt: number
  /** Who asked for it. */
  by: Named
  kind: ExportKind
  format: ExportFormat
  /** Days of the setting TIME_ZONE, both included. */
  range: DayRange
  /** The groups it is about; id '' is "no group", null all of the desk. */
  groups: Named[] | null
  /** null: all of them. */
  process: Named | null
  /** Of lines. */
  columns: LineColumn[]
  personal: boolean
  fileName: string
  /** `failed` also for one whose server went away. */
  state: ExportState
  rows: number
  bytes: number
  /** Of the whole file, hex; null unless `done`. */
  sha256: string | null
  finishedAt: number | null
}

/**
 * Files of usage that left or were to leave, newest first: those within the groups of who asks.
 * @throws DeskError SIGNED_OUT, FORBIDDEN
 */
export async function listExports(
  ctx: Context,
  input: z.input<typeof listExportsInput> = {},
): Promise<{ exports: ExportEntry[]; next: string | null }> {
  authorize(ctx, 'usage.export')
  listExportsInput.parse(input)
  throw new DeskError('NOT_READY', 'exports are being built')
}
