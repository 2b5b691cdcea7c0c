import { statfs } from 'node:fs/promises'
import type { Context } from '@/lib/context'

/** The disk that DATA_DIR is on: evidence, exports and, on SQLite, the database. Bytes. */
export type DiskState = { path: string; totalBytes: number; freeBytes: number }

export async function diskState({ settings }: Context): Promise<DiskState> {
  const { bsize, blocks, bavail } = await statfs(settings.DATA_DIR)
  return { path: settings.DATA_DIR, totalBytes: blocks * bsize, freeBytes: bavail * bsize }
}
