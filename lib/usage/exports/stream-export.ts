import { createHash } from 'node:crypto'
import { and, eq } from 'drizzle-orm'
import type { Context } from '@/lib/context'
import { type ExportOutcome, endExport } from './end-export'
import type { ExportRow } from './find-own-export'
import { makeExport } from './make-export'
import { SIGN_OF_LIFE_MS } from './shown-state'

/**
 * The bytes of a claimed export, made only as fast as they are read. How far it is, is written down twice a second; that is
 * also how it learns that it was canceled. It ends done (before the reader sees the end), canceled (the reader or the
 * asker stopped it) or failed.
 */
export function streamExport(ctx: Context, row: ExportRow, given?: AbortSignal): ReadableStream<Uint8Array> {
  const stop = new AbortController()
  const { chunks, progress } = makeExport(ctx, row, stop.signal)
  const hash = createHash('sha256')
  let bytes = 0
  let ended: Promise<boolean> | null = null
  let breakOff: (reason: unknown) => void = () => {}

  const end = (state: ExportOutcome['state'], sha256: string | null = null) => {
    clearInterval(signs)
    given?.removeEventListener('abort', leave)
    ended ??= endExport(ctx, row.id, { state, ...progress(), bytes, sha256 })
    return ended
  }
  /** Whoever read has left, or nobody wants it any more. */
  const leave = () => {
    stop.abort(new DOMException('the export was stopped', 'AbortError'))
    breakOff(stop.signal.reason)
    const canceled = end('canceled').catch((error: unknown) => {
      ctx.log.error({ exportId: row.id, err: error }, 'the end of an export could not be written down')
    })
    return Promise.all([canceled, chunks.return(undefined).catch(() => {})])
  }
  const signs = setInterval(() => {
    signOfLife(ctx, row.id, { rows: progress().rows, bytes }).then(
      (runs) => {
        if (!runs && ended === null) void leave()
      },
      // The next one may get through; when none does, the end will not either, and that is told.
      () => {},
    )
  }, SIGN_OF_LIFE_MS)
  signs.unref()
  given?.addEventListener('abort', leave)
  if (given?.aborted) void leave()

  return new ReadableStream<Uint8Array>({
    start(controller) {
      breakOff = (reason) => controller.error(reason)
      if (stop.signal.aborted) breakOff(stop.signal.reason)
    },
    async pull(controller) {
      try {
        stop.signal.throwIfAborted()
        const { done, value } = await chunks.next()
        stop.signal.throwIfAborted()
        if (!done) {
          hash.update(value)
          bytes += value.byteLength
          controller.enqueue(value)
          return
        }
        if (!(await end('done', hash.digest('hex')))) throw new Error('the export was canceled at its end')
        controller.close()
      } catch (error) {
        if (!stop.signal.aborted && ended === null) {
          ctx.log.error({ exportId: row.id, err: error }, 'an export failed')
          await end('failed').catch(() => {})
        }
        controller.error(error)
      }
    },
    async cancel() {
      if (ended === null) await leave()
    },
  })
}

/** Writes down how far an export is. False when it no longer runs. */
async function signOfLife(ctx: Context, exportId: string, progress: { rows: number; bytes: number }) {
  const { usageExport } = ctx.store.tables
  const running = await ctx.store.tx((tx) =>
    tx
      .update(usageExport)
      .set({ ...progress, finishedAt: ctx.clock() })
      .where(and(eq(usageExport.id, exportId), eq(usageExport.state, 'running')))
      .returning({ id: usageExport.id }),
  )
  return running.length > 0
}
