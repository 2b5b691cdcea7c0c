import { z } from 'zod'
import type { ListQuery } from './list-query'

/** A place in a list: everything after it, or everything before it, in the order of `sort`. */
export type ListCursor = { towards: 'next' | 'previous'; instant: number; id: string }

const encoded = z.tuple([
  z.enum(['created', 'news']),
  z.enum(['asc', 'desc']),
  z.enum(['next', 'previous']),
  z.int(),
  z.string().min(1).max(64),
])

type Order = Pick<ListQuery, 'sort' | 'direction'>

/** Writes a cursor for the page's address. It holds an instant and an id, nothing secret. */
export function writeCursor({ sort, direction }: Order, { towards, instant, id }: ListCursor): string {
  return Buffer.from(JSON.stringify([sort, direction, towards, instant, id])).toString('base64url')
}

/** Reads a cursor; null when it is damaged or of another order: the list then starts at its beginning. */
export function readCursor({ sort, direction }: Order, text: string | null): ListCursor | null {
  if (text === null) return null
  try {
    const [ofSort, ofDirection, towards, instant, id] = encoded.parse(
      JSON.parse(Buffer.from(text, 'base64url').toString('utf8')),
    )
    return ofSort === sort && ofDirection === direction ? { towards, instant, id } : null
  } catch {
    return null
  }
}
