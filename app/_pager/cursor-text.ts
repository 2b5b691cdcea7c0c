/** The last row of a page: when, and which one. `at` in epoch milliseconds. */
export type Cursor = { at: number; id: string }

/** As the address of the next page says it: an instant and an id, nothing personal. */
export const cursorText = ({ at, id }: Cursor) => `${at}_${id}`

/** Reads it back; anything else is the first page. */
export function cursorOf(text: unknown): Cursor | null {
  const [, at, id] = (typeof text === 'string' && /^(\d{1,15})_([\w-]{1,64})$/.exec(text)) || []
  return at && id ? { at: Number(at), id } : null
}
