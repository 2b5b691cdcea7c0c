import type { ServerResponse } from 'node:http'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { FaultAction, FaultRule } from '../control/fault-schema'

const NOT_JSON = '<!doctype html><title>Oops</title><p>This is not the answer you are looking for'

/** Actions that spoil the right answer, which must then be made first. */
const SPOILING: readonly FaultAction[] = [
  'truncate',
  'malformed',
  'shorten',
  'stall_midway',
  'wrong_type',
  'wrong_bytes',
]

/** Whether the call is carried out before its answer goes wrong. */
export function isCarriedOut(rule: FaultRule): boolean {
  return rule.when === 'after' || SPOILING.includes(rule.action)
}

/** What the caller gets instead of the right answer, which is given when the call was carried out. */
export async function wrongAnswer(
  rule: FaultRule,
  outgoing: ServerResponse,
  right: Response | undefined,
): Promise<Response> {
  switch (rule.action) {
    case 'stall':
      await stalled(outgoing, rule.ms)
      outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    case 'reset':
      outgoing.socket?.resetAndDestroy()
      return RESPONSE_ALREADY_SENT
    case 'truncate':
      await sendHalf(outgoing, right)
      outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    case 'stall_midway':
      await sendHalf(outgoing, right)
      await stalled(outgoing, rule.ms)
      outgoing.destroy()
      return RESPONSE_ALREADY_SENT
    case 'malformed':
      return new Response(rule.body ?? NOT_JSON, {
        status: right?.status === 204 ? 200 : right?.status,
        headers: { 'content-type': 'application/json' },
      })
    case 'shorten':
      return respoiled(right, (bytes) => bytes.subarray(0, Math.floor(bytes.byteLength / 2)))
    case 'wrong_bytes':
      return respoiled(right, flippedInTheMiddle)
    case 'wrong_type': {
      const type = rule.disguised ? right?.headers.get('content-type') : undefined
      return respoiled(right, () => Buffer.from(NOT_JSON), type ?? 'text/html; charset=utf-8')
    }
    case 'expired':
      return Response.json({ detail: 'Not found.' }, { status: 404 })
    default: {
      const headers = new Headers({ 'content-type': 'application/json' })
      if (rule.retryAfter !== undefined) headers.set('retry-after', String(rule.retryAfter))
      const body = rule.body ?? JSON.stringify({ detail: `Scripted ${rule.status}.` })
      return new Response(body, { status: rule.status, headers })
    }
  }
}

/** Resolves when the caller has given up, or after `ms`. */
function stalled(outgoing: ServerResponse, ms: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (outgoing.closed) resolve()
    const timer = ms === undefined ? undefined : setTimeout(resolve, ms)
    outgoing.once('close', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Announces the whole length and sends half of it. */
async function sendHalf(outgoing: ServerResponse, right: Response | undefined): Promise<void> {
  const body = Buffer.from((await right?.arrayBuffer()) ?? new ArrayBuffer(0))
  outgoing.writeHead(right?.status === 204 ? 200 : (right?.status ?? 200), {
    'content-type': right?.headers.get('content-type') ?? 'application/json',
    'content-length': Math.max(body.byteLength, 2),
  })
  const half = body.subarray(0, Math.max(1, Math.floor(body.byteLength / 2)))
  await new Promise<void>((resolve) => {
    outgoing.write(half.byteLength > 0 ? half : '{', () => resolve())
  })
}

/** The right answer with other bytes; a refusal stays a refusal. */
async function respoiled(
  right: Response | undefined,
  spoil: (bytes: Buffer) => Buffer,
  contentType?: string,
): Promise<Response> {
  if (!right?.ok) return right ?? new Response(null, { status: 500 })
  const bytes = spoil(Buffer.from(await right.arrayBuffer()))
  const headers = new Headers(right.headers)
  headers.set('content-length', String(bytes.byteLength))
  if (contentType !== undefined) headers.set('content-type', contentType)
  return new Response(new Uint8Array(bytes), { status: right.status, headers })
}

function flippedInTheMiddle(bytes: Buffer): Buffer {
  const flipped = Buffer.from(bytes)
  const middle = Math.floor(flipped.byteLength / 2)
  const byte = flipped[middle]
  if (byte !== undefined) flipped[middle] = byte ^ 1
  return flipped
}
