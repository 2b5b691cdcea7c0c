import type { Cell } from '../export-table'

export type RowReader = {
  /** At most `most` rows; null at the end. */
  next(most: number): Promise<Cell[][] | null>
  /** Whether nothing is left; reads ahead to know. */
  ended(): Promise<boolean>
  /** Stops reading before the end. */
  close(): Promise<void>
}

/** Reads pages of rows in portions of the reader's choosing: what does not fit on a sheet waits for the next. */
export function readRows(pages: AsyncIterable<Cell[][]>): RowReader {
  const reading = pages[Symbol.asyncIterator]()
  let held: Cell[][] = []
  const fill = async () => {
    while (held.length === 0) {
      const { done, value } = await reading.next()
      if (done) return false
      held = value
    }
    return true
  }
  return {
    async next(most) {
      if (!(await fill())) return null
      const rows = held.length <= most ? held : held.slice(0, most)
      held = held.slice(rows.length)
      return rows
    },
    ended: async () => !(await fill()),
    close: async () => {
      await reading.return?.()
    },
  }
}
