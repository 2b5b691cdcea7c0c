import { AsyncLocalStorage } from 'node:async_hooks'
import type { Database } from 'better-sqlite3'

type Item = {
  work: () => Promise<unknown>
  resolve: (value: never) => void
  reject: (error: unknown) => void
}
type Outcome = { item: Item; value: unknown } | { item: Item; error: unknown }

/** How many waiting transactions may share one commit, so that no one waits for a queue without end. */
const MAX_BATCH = 64

/**
 * Serialises writers on the one write connection, and lets those that wait at the same moment share one commit (one
 * fsync): each runs in its own savepoint, so that one that throws takes back only its own work. A writer is answered
 * only after the commit that holds its work.
 */
export function createWriteQueue(connection: Database) {
  const outside = AsyncLocalStorage.snapshot()
  const waiting: Item[] = []
  const apart: (() => void)[] = []
  let draining: Promise<void> | null = null
  const begin = connection.prepare('BEGIN IMMEDIATE')
  const commit = connection.prepare('COMMIT')
  const rollback = connection.prepare('ROLLBACK')
  const savepoint = connection.prepare('SAVEPOINT item')
  const release = connection.prepare('RELEASE item')
  const rollbackTo = connection.prepare('ROLLBACK TO item')

  async function runOne(item: Item): Promise<Outcome> {
    savepoint.run()
    try {
      const value = await item.work()
      release.run()
      return { item, value }
    } catch (error) {
      // A full disk or an I/O error ends the whole transaction: there is no savepoint left to return to.
      if (!connection.inTransaction) throw error
      rollbackTo.run()
      release.run()
      return { item, error }
    }
  }

  async function runBatch(batch: Item[]) {
    const outcomes: Outcome[] = []
    try {
      begin.run()
      for (const item of batch) outcomes.push(await runOne(item))
      commit.run()
    } catch (error) {
      if (connection.inTransaction) rollback.run()
      for (const item of batch) item.reject(error)
      return
    }
    for (const outcome of outcomes) {
      if ('error' in outcome) outcome.item.reject(outcome.error)
      else outcome.item.resolve(outcome.value as never)
    }
  }

  async function drain() {
    // Requests that arrived in the same turn of the event loop get the chance to share the commit.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0 || apart.length > 0) {
      for (const work of apart.splice(0)) work()
      if (waiting.length > 0) await runBatch(waiting.splice(0, MAX_BATCH))
    }
    draining = null
  }

  return {
    /** Runs `work` alone on the connection; resolves with its value once committed. */
    run<T>(work: () => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({ work, resolve: resolve as Item['resolve'], reject })
        // Whoever came first drains the queue for all: in nobody's context, so that no line is logged under another's id.
        // To give each its own would cost a burst of callbacks a tenth of its speed.
        draining ??= outside(drain)
      })
    },
    /** Runs `work`, which is no transaction, when none is open; those that wait by then come after it. */
    between<T>(work: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        apart.push(() => {
          try {
            resolve(work())
          } catch (error) {
            reject(error)
          }
        })
        draining ??= outside(drain)
      })
    },
    /** Resolves when nobody waits. */
    async idle() {
      while (draining) await draining
    },
  }
}
