type Cursor = { at: number; id: string }

/** The last row of a page, as the address of the next one says it: an instant and a random id, nothing personal. */
export const cursorText = ({ at, id }: Cursor) => `${at}_${id}`

/** Reads it back; anything else is the first page. */
export function cursorOf(text: unknown): Cursor | null {
  const [, at, id] = (typeof text === 'string' && /^(\d{1,15})_([\w-]{1,64})$/.exec(text)) || []
  return at && id ? { at: Number(at), id } : null
}
