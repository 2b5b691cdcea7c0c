import { createHash } from 'node:crypto'

/** One call to the API as it came; no body, no secret. */
export type LoggedRequest = {
  at: number
  method: string
  path: string
  query: string
  headerNames: string[]
  /** Telling headers; of the secret ones only the kind and the length. */
  headers: Record<string, string>
  /** SHA-256 (hexadecimal) of each secret header: two can be compared, none can be read. */
  secrets: Record<string, string>
  /** SHA-256 of the body's bytes, hexadecimal; null when none was read. */
  bodySha256: string | null
  operation: string | null
  status: number
}

export type RequestLog = {
  add(request: LoggedRequest): void
  last(count: number): LoggedRequest[]
  /** How many calls each operation got since the start. */
  calls(): Record<string, number>
}

const KEPT = 1000
const SECRET = ['authorization', 'x-api-key']
const TELLING = ['accept', 'content-type', 'content-length', 'user-agent']

/** The headers worth showing; `Token abc…` becomes `Token (25 characters)`. */
export function tellingHeaders(headers: Headers): Record<string, string> {
  const told: Record<string, string> = {}
  for (const name of TELLING) {
    const value = headers.get(name)
    if (value !== null) told[name] = value
  }
  const authorization = headers.get('authorization')
  if (authorization !== null) {
    const [scheme = '', secret = ''] = authorization.split(' ')
    told.authorization = `${scheme} (${secret.length} characters)`
  }
  const apiKey = headers.get('x-api-key')
  if (apiKey !== null) told['x-api-key'] = `(${apiKey.length} characters)`
  return told
}

/** Fingerprints of the secret headers. */
export function secretFingerprints(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    SECRET.flatMap((name) => {
      const value = headers.get(name)
      return value === null ? [] : [[name, createHash('sha256').update(value).digest('hex')]]
    }),
  )
}

/** Remembers the last calls and counts all of them. */
export function requestLog(): RequestLog {
  let requests: LoggedRequest[] = []
  const counts = new Map<string, number>()
  return {
    add: (request) => {
      requests.push(request)
      if (requests.length > 2 * KEPT) requests = requests.slice(-KEPT)
      const operation = request.operation ?? 'unknown'
      counts.set(operation, (counts.get(operation) ?? 0) + 1)
    },
    last: (count) => requests.slice(-Math.min(count, KEPT)),
    calls: () => Object.fromEntries([...counts].sort(([a], [b]) => a.localeCompare(b))),
  }
}
