import { outsideRequests } from '@/lib/request-id'

// Next bundles routes and instrumentation apart: what they share must live on the process.
const holder = globalThis as typeof globalThis & { __id360Workers?: Set<() => void> }

function listeners(): Set<() => void> {
  holder.__id360Workers ??= new Set()
  return holder.__id360Workers
}

/** Has `wake` called whenever a job was enqueued in this process. Returns how to stop that. */
export function onJobEnqueued(wake: () => void): () => void {
  listeners().add(wake)
  return () => listeners().delete(wake)
}

/** Tells this process's workers to look now rather than at the next poll. Call it after the commit, not before. */
export function wakeWorkers(): void {
  // What the worker does from here on is not this request's alone.
  outsideRequests(() => {
    for (const wake of listeners()) wake()
  })
}
