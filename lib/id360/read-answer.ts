import type { z } from 'zod'
import { Id360Error } from './errors'
import type { Exchange } from './exchange'

/** Answers in JSON are small; a report is not read here. */
const MAX_JSON_BYTES = 1024 * 1024

/**
 * Reads a whole answer, at most `maxBytes`.
 *
 * @throws Id360Error `too_large`, `timed_out`, or `malformed_answer` when it breaks off
 */
export async function readBytes(exchange: Exchange, maxBytes: number): Promise<Uint8Array> {
  const { operation, response } = exchange
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of response.body ?? []) {
      size += piece.byteLength
      if (size > maxBytes) {
        throw new Id360Error({ kind: 'too_large', operation, sent: 'yes', status: response.status })
      }
      pieces.push(piece)
    }
  } catch (error) {
    exchange.abort()
    throw exchange.failure(error)
  }
  exchange.stopClock()
  return Buffer.concat(pieces)
}

/**
 * Reads a JSON answer into the shape of `schema`.
 *
 * @throws Id360Error `malformed_answer` naming the fields that are wrong, never their values; and as `readBytes`
 */
export async function readJson<Schema extends z.ZodType>(
  exchange: Exchange,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const { operation } = exchange
  const { status } = exchange.response
  const bytes = await readBytes(exchange, MAX_JSON_BYTES)
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Id360Error({ kind: 'malformed_answer', operation, sent: 'yes', status, detail: 'no JSON' })
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map((issue) => issue.path.join('.') || 'the whole answer')
  const detail = `unusable: ${[...new Set(fields)].slice(0, 5).join(', ')}`
  throw new Id360Error({ kind: 'malformed_answer', operation, sent: 'yes', status, detail })
}

/** Lets an answer go whose content says nothing (204). */
export async function discardAnswer(exchange: Exchange): Promise<void> {
  exchange.stopClock()
  await exchange.response.body?.cancel().catch(() => {})
}
