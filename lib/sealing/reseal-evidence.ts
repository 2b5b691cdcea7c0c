import { open, rename, stat } from 'node:fs/promises'
import path from 'node:path'
import { asc, eq, gt } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import {
  evidenceFolder,
  findProblem,
  readSealedFile,
  type SealedFile,
  SealedFileError,
  type SealedFileProblem,
  type StagedFile,
  stageSealedFile,
  syncFolder,
} from '@/lib/evidence/sealed-files'
import type { Resealed } from './resealed'
import { HEAD_BYTES, sealingKey } from './sealing-key'

export const EVIDENCE_PLACE = 'evidence'
const ROWS_A_PAGE = 200

type NamedFile = SealedFile & { id: string }

/**
 * Seals with the active key the files of evidence that are sealed with another. A file that is not there has no key:
 * `npm run evidence:verify` tells of it.
 */
export async function* resealEvidence(ctx: Context): AsyncGenerator<Resealed> {
  for await (const file of namedFiles(ctx)) {
    const key = await keyOfFile(ctx, file)
    if (key === 'missing' || (key !== 'unreadable' && key.id === ctx.keys.active.id)) continue
    // A capture may have put its equal there, or the desk set it aside, while it was read: once more says which.
    const outcome = await resealFile(ctx, file).catch(() => resealFile(ctx, file).catch(problemOf))
    if (outcome === 'gone' || outcome === 'missing') continue
    yield { place: EVIDENCE_PLACE, id: file.id, problem: outcome === 'resealed' ? null : outcome }
  }
}

function problemOf(error: unknown): SealedFileProblem {
  if (error instanceof SealedFileError) return error.problem
  throw error
}

/** Page by page, in the order of the ids. Several rows may name one file. */
async function* namedFiles(ctx: Context): AsyncGenerator<NamedFile> {
  const { evidence } = ctx.store.tables
  const { id, sha256, size, address } = evidence
  for (let after = ''; ; ) {
    const page = await ctx.store.read
      .select({ id, sha256, size, address })
      .from(evidence)
      .where(gt(id, after))
      .orderBy(asc(id))
      .limit(ROWS_A_PAGE)
    yield* page
    const last = page.at(-1)
    if (!last) return
    after = last.id
  }
}

/**
 * The content is verified while it is read, and once more as it was written, before the new file takes the name of the
 * old one: who reads meanwhile has the one or the other.
 * @throws SealedFileError when the old file does not give what was captured
 */
async function resealFile(ctx: Context, file: NamedFile): Promise<'resealed' | 'gone'> {
  const staged = await stageSealedFile(ctx, readSealedFile(ctx, file))
  try {
    const { sha256, size } = file
    const problem = await findProblem(ctx, { sha256, size, address: staged.stagedAddress })
    if (problem) throw new Error(`the file written for evidence ${file.id} is not what was read: ${problem}`)
    if (await takePlace(ctx, file, staged)) return 'resealed'
  } catch (error) {
    await staged.discard()
    throw error
  }
  await staged.discard()
  return 'gone'
}

/** False: the evidence was erased meanwhile, and stays so. Its rows are held while the name changes hands. */
async function takePlace(ctx: Context, { address }: NamedFile, staged: StagedFile): Promise<boolean> {
  const { evidence } = ctx.store.tables
  const folder = evidenceFolder(ctx)
  const target = path.join(folder, address)
  const taken = await ctx.store.tx(async (tx) => {
    const held = await tx
      .update(evidence)
      .set({ address })
      .where(eq(evidence.address, address))
      .returning({ id: evidence.id })
    if (held.length === 0 || !(await isThere(target))) return false
    await rename(path.join(folder, staged.stagedAddress), target)
    return true
  })
  if (taken) await syncFolder(path.dirname(target))
  return taken
}

const isThere = (file: string) =>
  stat(file).then(
    () => true,
    () => false,
  )

async function keyOfFile(
  place: Pick<Context, 'settings'>,
  { address }: Pick<SealedFile, 'address'>,
): Promise<{ id: string | null } | 'missing' | 'unreadable'> {
  try {
    const file = await open(path.join(evidenceFolder(place), address), 'r')
    try {
      const head = Buffer.alloc(HEAD_BYTES)
      const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0)
      return { id: sealingKey(head.subarray(0, bytesRead)) }
    } finally {
      await file.close()
    }
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'missing' : 'unreadable'
  }
}

export type EvidenceCount = {
  keys: Record<string, number>
  unknown: number
  missing: number
  unreadable: number
}

/** How many pieces of evidence have their file under each key of the keyring, under none of them, or nowhere. */
export async function countEvidence(ctx: Context): Promise<EvidenceCount> {
  const keys = new Map([...ctx.keys.byId.keys()].map((id) => [id, 0]))
  const count = { unknown: 0, missing: 0, unreadable: 0 }
  for await (const file of namedFiles(ctx)) {
    const key = await keyOfFile(ctx, file)
    if (key === 'missing' || key === 'unreadable') count[key] += 1
    else if (key.id !== null && keys.has(key.id)) keys.set(key.id, (keys.get(key.id) ?? 0) + 1)
    else count.unknown += 1
  }
  return { keys: Object.fromEntries(keys), ...count }
}
