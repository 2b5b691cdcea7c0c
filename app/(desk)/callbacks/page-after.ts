type Last = { receivedAt: number; id: string }

/** The last row of a page, as the address of the next one says it. */
export const pageAfterText = ({ receivedAt, id }: Last) => `${receivedAt}_${id}`

/** Reads it back; anything else is the first page. */
export function pageAfter(text: unknown): Last | null {
  const [, receivedAt, id] = (typeof text === 'string' && /^(\d{1,15})_([\w-]{1,64})$/.exec(text)) || []
  return receivedAt && id ? { receivedAt: Number(receivedAt), id } : null
}
