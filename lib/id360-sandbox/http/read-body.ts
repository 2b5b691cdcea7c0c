import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { Refusal } from './refusal'
import type { SandboxContext } from './sandbox-env'

const MAX_TEXT_BYTES = 1024 * 1024

/** A refused body is still read up to here: a caller cut off while sending never sees why it was refused. */
export const DRAINED_BYTES = 64 * 1024 * 1024

/**
 * Reads a body chunk by chunk, giving each to `onChunk`; keeps nothing.
 * Returns its size and its MD5 in hexadecimal. Throws a 413 when it is too long.
 */
export async function readChunks(
  c: SandboxContext,
  maxBytes: number,
  onChunk: (chunk: Uint8Array) => void,
): Promise<{ size: number; md5: string }> {
  const md5 = createHash('md5')
  const sha256 = createHash('sha256')
  let size = 0
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength
    if (size > DRAINED_BYTES) break
    if (size > maxBytes) continue
    md5.update(chunk)
    sha256.update(chunk)
    onChunk(chunk)
  }
  if (size > maxBytes) throw new Refusal(413, 'The body is too large.')
  c.set('bodySha256', sha256.digest('hex'))
  return { size, md5: md5.digest('hex') }
}

/** Reads a text body, UTF-8, at most 1 MB (413). Throws a 400 when it is no UTF-8. */
export async function readText(c: SandboxContext): Promise<string> {
  const chunks: Uint8Array[] = []
  await readChunks(c, MAX_TEXT_BYTES, (chunk) => chunks.push(chunk))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Refusal(400, 'The body is not UTF-8.')
  }
}

/**
 * Reads a JSON body whatever its content type, as the guide's own examples send none [seed].
 * Throws a 400: `{detail}` when it is no JSON, else the faults by field name.
 */
export async function readJson<Schema extends z.ZodType>(
  c: SandboxContext,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const text = await readText(c)
  let body: unknown
  try {
    body = text.trim() === '' ? {} : JSON.parse(text)
  } catch {
    throw new Refusal(400, 'JSON parse error.')
  }
  const parsed = schema.safeParse(body, { reportInput: true })
  if (parsed.success) return parsed.data
  throw new Refusal(400, faultsByField(parsed.error))
}

/** `{field: [sentences]}`; faults of the whole body stand under `detail`. */
export function faultsByField(error: z.ZodError): Record<string, string[] | string> {
  const faults: Record<string, string[]> = {}
  for (const issue of error.issues) {
    const field = issue.path.length > 0 ? issue.path.join('.') : 'non_field_errors'
    const missing = issue.code === 'invalid_type' && issue.input === undefined
    const sentences = faults[field] ?? []
    sentences.push(missing ? 'This field is required.' : issue.message)
    faults[field] = sentences
  }
  return faults
}
