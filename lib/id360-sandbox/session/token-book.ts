import { createHash, randomBytes } from 'node:crypto'
import type { AccountKind } from '../accounts'
import type { Store } from '../store/open-store'

/** Who a token speaks for. */
export type Bearer = { username: string; kind: AccountKind }

export type TokenBook = {
  /** Makes a token of 25 characters [wiki] that lives for the settable time. */
  issue(bearer: Bearer): string
  /** The bearer of a living token, whose life starts anew [seed]; undefined when expired or unknown. */
  use(token: string): Bearer | undefined
  expireAll(): void
  alive(): number
}

const TOKEN_LENGTH = 25

/** A token's new term is written when it has moved this much, so that busy callers do not cost a write each. */
const WRITE_GRANULARITY_MS = 500

const fingerprint = (token: string) => createHash('sha256').update(token).digest('hex')

/** The living tokens, kept in the database so that a restart of the sandbox logs nobody out. */
export function tokenBook(store: Store, ttlMs: number): TokenBook {
  const upsert = store.prepare(
    `INSERT INTO tokens (sha256, username, kind, expires_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (sha256) DO UPDATE SET expires_at = excluded.expires_at`,
  )
  const remove = store.prepare('DELETE FROM tokens WHERE expires_at <= ?')
  const removeAll = store.prepare('DELETE FROM tokens')
  const all = store.prepare<[], { sha256: string; username: string; kind: AccountKind; expires_at: number }>(
    'SELECT * FROM tokens',
  )
  const living = new Map<string, Bearer & { expiresAt: number; writtenAt: number }>()
  for (const row of all.all()) {
    living.set(row.sha256, {
      username: row.username,
      kind: row.kind,
      expiresAt: row.expires_at,
      writtenAt: row.expires_at,
    })
  }
  const dropExpired = () => {
    const now = Date.now()
    for (const [key, token] of living) if (token.expiresAt <= now) living.delete(key)
    remove.run(now)
  }
  return {
    issue: (bearer) => {
      dropExpired()
      const token = randomBytes(TOKEN_LENGTH).toString('hex').slice(0, TOKEN_LENGTH)
      const expiresAt = Date.now() + ttlMs
      living.set(fingerprint(token), { ...bearer, expiresAt, writtenAt: expiresAt })
      upsert.run(fingerprint(token), bearer.username, bearer.kind, expiresAt)
      return token
    },
    use: (token) => {
      const key = fingerprint(token)
      const found = living.get(key)
      const now = Date.now()
      if (!found || found.expiresAt <= now) return undefined
      found.expiresAt = now + ttlMs
      if (found.expiresAt - found.writtenAt >= WRITE_GRANULARITY_MS) {
        upsert.run(key, found.username, found.kind, found.expiresAt)
        found.writtenAt = found.expiresAt
      }
      return { username: found.username, kind: found.kind }
    },
    expireAll: () => {
      living.clear()
      removeAll.run()
    },
    alive: () => {
      dropExpired()
      return living.size
    },
  }
}
