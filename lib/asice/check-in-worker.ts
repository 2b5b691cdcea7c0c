import { once } from 'node:events'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { CheckOptions } from './check-container'
import type { ContainerReport, Problem } from './container-report'
import { refusedReport } from './refused-report'

export type WorkerCheckOptions = CheckOptions & {
  /** How long one check may take, in milliseconds; the start of a thread, which no container delays, is not counted. */
  timeLimitMs?: number
  /**
   * When an answer is due, on the clock of `performance.now()`: what a busy machine took to start the thread shortens
   * the check, but never below LEAST_TIME_MS, which an ordinary container does not need.
   */
  deadline?: number
  /** The worker's file, when the process does not run in the project's root. */
  entry?: string
}

const TIME_LIMIT_MS = 4_000
const LEAST_TIME_MS = 2_000
/** A busy machine needs seconds to load the checker: an intact container must not look unchecked for that. */
const START_LIMIT_MS = 30_000
const AT_ONCE = 2
/** A thread is replaced after so many checks: WebAssembly gives no memory back. */
const CHECKS_PER_WORKER = 50

type WarmWorker = { worker: Worker; entry: string; checks: number }

let idle: WarmWorker | null = null
let running = 0
const waiting: (() => void)[] = []

/**
 * `checkContainer` in a thread of its own that is ended when the time is up or memory runs out: a container made to
 * exhaust the checker comes out as INDETERMINATE, CANNOT_BE_CHECKED (`CHECK_TIMED_OUT`, `CHECK_CRASHED`). Never throws.
 *
 * The thread starts from `lib/asice/worker-entry.mjs`, which loads TypeScript through tsx: the same file serves tsx,
 * vitest and Next, whose bundle holds only this caller (the sources lie beside the build wherever the desk runs).
 * One warm thread is kept, unreferenced; at most two checks run at once, others wait.
 */
export async function checkInWorker(
  bytes: Uint8Array,
  options: WorkerCheckOptions,
): Promise<ContainerReport> {
  if (running >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await runCheck(bytes, options)
  } catch {
    return refusedReport(bytes, { kind: 'unsupported', code: 'CHECK_CRASHED', values: {} })
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}

async function runCheck(bytes: Uint8Array, options: WorkerCheckOptions): Promise<ContainerReport> {
  const timedOut: Problem = { kind: 'unsupported', code: 'CHECK_TIMED_OUT', values: {} }
  const warm = await takeWorker(options.entry ?? defaultEntry(), options.anchors)
  if (warm === null) return refusedReport(bytes, timedOut)
  const answer = nextMessage(warm.worker, timeFor(options))
  warm.worker.postMessage({ bytes, anchors: options.anchors, at: options.at ?? new Date() })
  const report = (await answer) as ContainerReport | null
  if (report === null) {
    // Not waited for: a thread deep in WebAssembly ends when it can, the answer is due now.
    void warm.worker.terminate()
    return refusedReport(bytes, timedOut)
  }
  putBack(warm)
  return report
}

/** What the thread says next; null when the time is up first. */
async function nextMessage(worker: Worker, limitMs: number): Promise<unknown> {
  const ended = new AbortController()
  const { signal } = ended
  try {
    const message = once(worker, 'message', { signal }).then(([value]: unknown[]) => value)
    // `once` rejects when the thread fails; a thread that just ends says nothing more.
    const exit = once(worker, 'exit', { signal }).then(() => Promise.reject(new Error('The thread ended.')))
    return await Promise.race([message, exit, setTimeout(limitMs, null, { signal })])
  } finally {
    ended.abort()
  }
}

function timeFor({ timeLimitMs = TIME_LIMIT_MS, deadline }: WorkerCheckOptions): number {
  if (deadline === undefined) return timeLimitMs
  return Math.min(timeLimitMs, Math.max(LEAST_TIME_MS, deadline - performance.now()))
}

/** The warm thread or a new one; null when a new one does not get ready. */
async function takeWorker(entry: string, anchors: Uint8Array[]): Promise<WarmWorker | null> {
  const warm = idle
  if (warm !== null && warm.entry === entry) {
    idle = null
    warm.worker.ref()
    return warm
  }
  const worker = new Worker(entry, {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: 512 },
    workerData: { anchors },
  })
  // A thread that dies while nobody waits must not bring the process down.
  worker.on('error', () => forget(worker))
  worker.on('exit', () => forget(worker))
  if ((await nextMessage(worker, START_LIMIT_MS)) === 'ready') return { worker, entry, checks: 0 }
  void worker.terminate()
  return null
}

function forget(worker: Worker): void {
  if (idle?.worker === worker) idle = null
}

function putBack(warm: WarmWorker): void {
  warm.checks += 1
  if (idle !== null || warm.checks >= CHECKS_PER_WORKER) {
    void warm.worker.terminate()
    return
  }
  warm.worker.unref()
  idle = warm
}

function defaultEntry(): string {
  return path.join(/* turbopackIgnore: true */ process.cwd(), 'lib', 'asice', 'worker-entry.mjs')
}
