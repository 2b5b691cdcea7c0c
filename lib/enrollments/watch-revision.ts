import { setTimeout as wait } from 'node:timers/promises'
import { isDraining } from '@/lib/callbacks/draining'
import type { Context } from '@/lib/context'
import { readRevision } from './read-revision'

export type WatchOptions = {
  enrollmentId: string
  /** Who watches, asked anew each time: null once they are signed out. */
  resolve: () => Promise<Context | null>
  signal: AbortSignal
  /** Default 1 s. */
  everyMs?: number
  /** Default 15 s. */
  heartbeatMs?: number
}

/**
 * Gives the revision of an enrollment at once and whenever it has changed, and `heartbeat` in between, so that no proxy
 * takes the line for dead. Ends when the watcher is signed out, when the process is about to stop, or on the signal.
 * @throws DeskError FORBIDDEN, NOT_FOUND as soon as the watcher may no longer see the enrollment
 */
export async function* watchRevision(options: WatchOptions): AsyncGenerator<number | 'heartbeat'> {
  const { enrollmentId, resolve, signal, everyMs = 1_000, heartbeatMs = 15_000 } = options
  let told: number | undefined
  let lastWordAt = Date.now()
  while (!signal.aborted && !isDraining()) {
    const ctx = await resolve()
    if (!ctx) return
    const revision = await readRevision(ctx, { enrollmentId })
    if (revision !== told || Date.now() - lastWordAt >= heartbeatMs) {
      lastWordAt = Date.now()
      yield revision === told ? 'heartbeat' : revision
      told = revision
    }
    await wait(everyMs, undefined, { signal }).catch(() => {})
  }
}
