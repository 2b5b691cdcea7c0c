import type { ExportState } from '@/db/schema/usage'

/** How often a running export writes down how far it is; `finishedAt` then says when it last did. */
export const SIGN_OF_LIFE_MS = 500

/** One that has been silent for so long runs no more: its server was stopped in the middle of it. */
const SILENT_FOR_MS = 60_000

/** The state to show: an export whose server went away has failed, though nobody was left to write it down. */
export function shownState(row: { state: ExportState; finishedAt: number | null }, now: number): ExportState {
  const silent = row.state === 'running' && now - (row.finishedAt ?? 0) > SILENT_FOR_MS
  return silent ? 'failed' : row.state
}
