import type { Exchange } from './exchange'
import { readBytes } from './read-answer'

const MAX_ERROR_BYTES = 16 * 1024
const MAX_FIELDS = 30
const MAX_KEY = 80
const MAX_MESSAGE = 200

/**
 * What a 400 says about each field: `{"email": ["…"], "callback_endpoints": [{"url": ["…"]}]}` becomes
 * `{email: '…', 'callback_endpoints.0.url': '…'}`. Short, without the secrets that were sent. Undefined when the body
 * is no JSON: an error page says nothing about fields.
 */
export async function readFieldErrors(
  exchange: Exchange,
  secrets: readonly string[],
): Promise<Record<string, string> | undefined> {
  let body: unknown
  try {
    body = JSON.parse(new TextDecoder().decode(await readBytes(exchange, MAX_ERROR_BYTES)))
  } catch {
    return undefined
  }
  const fields: [string, string][] = []
  collect(body, [], fields)
  if (fields.length === 0) return undefined
  return Object.fromEntries(fields.map(([key, message]) => [key, scrub(message, secrets)]))
}

function collect(value: unknown, path: string[], fields: [string, string][]): void {
  if (fields.length >= MAX_FIELDS || path.length > 6) return
  if (typeof value === 'string') {
    fields.push([(path.join('.') || 'non_field_errors').slice(0, MAX_KEY), value])
  } else if (Array.isArray(value)) {
    const words = value.filter((item) => typeof item === 'string')
    if (words.length > 0) collect(words.join(' '), path, fields)
    for (const [index, item] of value.entries()) {
      if (typeof item !== 'string') collect(item, [...path, String(index)], fields)
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) collect(item, [...path, key], fields)
  }
}

function scrub(message: string, secrets: readonly string[]): string {
  let clean = message
  for (const secret of secrets) if (secret !== '') clean = clean.replaceAll(secret, '…')
  return clean.slice(0, MAX_MESSAGE)
}
