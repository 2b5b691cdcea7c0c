import { mkdir, open } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Context } from '@/lib/context'
import { syncFolder } from '@/lib/evidence/sealed-files'

const entry = z.object({
  enrollmentId: z.string().min(1).max(64),
  /** Epoch milliseconds. */
  at: z.number().int(),
  personal: z.boolean(),
  evidence: z.boolean(),
  /** Until when the law keeps the evidence of an erased person. */
  keptUntil: z.number().int().nullable(),
  /** Addresses below the evidence folder: hashes, nothing personal. */
  files: z.array(z.string().max(200)),
})

export type LedgerEntry = z.output<typeof entry>

type Place = Pick<Context, 'settings'>

/** Beside the database, not in it: a database that is restored from a backup does not take it along. */
export const ledgerFile = ({ settings }: Place) => path.join(settings.DATA_DIR, 'erasures.jsonl')

/**
 * Adds to the list of what was erased, on disk when this resolves. To be called as the last thing before the erasing
 * transaction commits: dies the process in between, the list names what is still there, and the next start erases it;
 * never the other way round.
 */
export async function appendToLedger(place: Place, entries: LedgerEntry[]): Promise<void> {
  if (entries.length === 0) return
  await mkdir(place.settings.DATA_DIR, { recursive: true, mode: 0o700 })
  const file = await open(ledgerFile(place), 'a+', 0o600)
  try {
    const { size } = await file.stat()
    const last = Buffer.alloc(1)
    if (size > 0) await file.read(last, 0, 1, size - 1)
    // A process that died while it wrote has left half a line: it must not spoil this one.
    const start = size > 0 && last.toString() !== '\n' ? '\n' : ''
    await file.appendFile(start + entries.map((one) => `${JSON.stringify(one)}\n`).join(''))
    await file.sync()
  } finally {
    await file.close()
  }
  await syncFolder(place.settings.DATA_DIR)
}

/** Everything that was ever erased, in the order it was, page by page; half a line is passed over. */
export async function* readLedger(place: Place, pageSize = 500): AsyncGenerator<LedgerEntry[]> {
  let page: LedgerEntry[] = []
  for await (const line of ledgerLines(place)) {
    const parsed = parseLine(line)
    if (parsed) page.push(parsed)
    if (page.length < pageSize) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

async function* ledgerLines(place: Place): AsyncGenerator<string> {
  const file = await open(ledgerFile(place), 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (!file) return
  try {
    yield* file.readLines()
  } finally {
    await file.close()
  }
}

function parseLine(line: string): LedgerEntry | null {
  try {
    return entry.parse(JSON.parse(line))
  } catch {
    return null
  }
}
