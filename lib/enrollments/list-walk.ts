import { type SQL, sql } from 'drizzle-orm'

export type Walk = {
  sort: 'created' | 'news'
  /** The order of the walk, which for a page before the cursor is not the order of the list. */
  direction: 'asc' | 'desc'
  /** Starts after this place. */
  after: { instant: number; id: string } | null
  limit: number
}

/** Where an enrollment stands in a list. */
export type ListKey = { id: string; instant: number }

/** The condition that a key comes after where the walk starts. */
export function afterKey(instant: SQL, id: SQL, { after, direction }: Walk): SQL[] {
  if (!after) return []
  const comparison = sql.raw(direction === 'desc' ? '<' : '>')
  return [sql`(${instant}, ${id}) ${comparison} (${after.instant}, ${after.id})`]
}
