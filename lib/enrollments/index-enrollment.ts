import { and, eq, inArray } from 'drizzle-orm'
import type { Tables } from '@/db/schema'
import type { Tx } from '@/db/store'
import { type SearchFields, searchTerms } from './search-terms'

/** An enrollment's place in the index: the terms stand in the order of its creation. */
type Place = { id: string; createdAt: number }

/** Makes an enrollment findable by its words; terms that stand already are left as they are. */
export async function addSearchTerms(tx: Tx, tables: Tables, place: Place, fields: SearchFields) {
  const rows = searchTerms(fields).map((term) => ({
    term,
    createdAt: place.createdAt,
    enrollmentId: place.id,
  }))
  if (rows.length > 0) await tx.insert(tables.searchTerm).values(rows).onConflictDoNothing()
}

/** Takes an enrollment out of the index. */
export async function removeSearchTerms(tx: Tx, tables: Tables, place: Place, fields: SearchFields) {
  const { searchTerm } = tables
  await tx
    .delete(searchTerm)
    .where(
      and(
        inArray(searchTerm.term, searchTerms(fields)),
        eq(searchTerm.createdAt, place.createdAt),
        eq(searchTerm.enrollmentId, place.id),
      ),
    )
}
