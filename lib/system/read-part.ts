import type { Context } from '@/lib/context'

/** One part of the system's state, or the fact that it could not be read: a part that fails takes no other with it. */
export type Part<T> = { ok: true; value: T } | { ok: false }

const LONGEST_MS = 3_000

/** Reads a part, and gives up on it after three seconds. Why it failed stands in the log, by name only. */
export async function readPart<T>(ctx: Context, part: string, read: () => Promise<T>): Promise<Part<T>> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new DOMException('too slow', 'TimeoutError')), LONGEST_MS)
  })
  try {
    return { ok: true, value: await Promise.race([read(), late]) }
  } catch (error) {
    ctx.log.warn({ part, error: error instanceof Error ? error.name : 'unknown' }, 'the state was not read')
    return { ok: false }
  } finally {
    clearTimeout(timer)
  }
}
