import { opendir, stat } from 'node:fs/promises'
import path from 'node:path'
import { inArray } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { ASIDE_SUFFIX, evidenceFolder, stagingFolder } from './sealed-files'

export type StoreWalk = { orphanFiles: number; leftoverFiles: number; asideFiles: number }

const AT_ONCE = 200

/**
 * Counts the files of the store that nobody names: those that no row names (a capture died between the file and its
 * row), those left in staging, and damaged ones kept aside. Removes nothing.
 *
 * @param graceMs files younger than this may belong to captures under way
 */
export async function walkStore(
  ctx: Context,
  { graceMs, signal }: { graceMs: number; signal?: AbortSignal | undefined },
): Promise<StoreWalk> {
  const found: StoreWalk = { orphanFiles: 0, leftoverFiles: 0, asideFiles: 0 }
  const folder = evidenceFolder(ctx)
  const staging = stagingFolder(ctx)
  // Wall clock: the disk's times are of it.
  const before = Date.now() - graceMs
  let waiting: string[] = []
  const settle = async () => {
    found.orphanFiles += await countUnnamed(ctx, folder, waiting, before)
    waiting = []
  }
  for await (const file of filesBelow(folder)) {
    signal?.throwIfAborted()
    if (path.dirname(file) === staging) {
      if (await isOlder(file, before)) found.leftoverFiles += 1
    } else if (file.endsWith(ASIDE_SUFFIX)) found.asideFiles += 1
    else waiting.push(path.relative(folder, file))
    if (waiting.length >= AT_ONCE) await settle()
  }
  await settle()
  return found
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  const entries = await opendir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!entries) return
  for await (const entry of entries) {
    const inner = path.join(folder, entry.name)
    if (entry.isDirectory()) yield* filesBelow(inner)
    else yield inner
  }
}

async function countUnnamed(ctx: Context, folder: string, addresses: string[], before: number) {
  if (addresses.length === 0) return 0
  const { evidence } = ctx.store.tables
  const rows = await ctx.store.read
    .select({ address: evidence.address })
    .from(evidence)
    .where(inArray(evidence.address, addresses))
  const named = new Set(rows.map(({ address }) => address))
  let unnamed = 0
  for (const address of addresses) {
    if (!named.has(address) && (await isOlder(path.join(folder, address), before))) unnamed += 1
  }
  return unnamed
}

async function isOlder(file: string, before: number): Promise<boolean> {
  const facts = await stat(file).catch(() => null)
  return facts !== null && facts.mtimeMs < before
}
