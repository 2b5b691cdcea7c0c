import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Context } from '@/lib/context'
import { stagingFolder } from './sealed-files'

/** No capture takes that long: what is older was left by a process that was killed. */
const OLDEST_MS = 60 * 60_000

/** Removes staged files that nobody will keep any more. Returns how many. Other processes may share the folder. */
export async function clearStaging(place: Pick<Context, 'settings'>): Promise<number> {
  const folder = stagingFolder(place)
  const names = await readdir(folder).catch(() => [])
  let removed = 0
  for (const name of names) {
    const file = path.join(folder, name)
    const facts = await stat(file).catch(() => null)
    if (!facts || Date.now() - facts.mtimeMs < OLDEST_MS) continue
    await rm(file, { force: true })
    removed += 1
  }
  return removed
}
