import { hash } from 'node:crypto'
import { type FileHandle, open } from 'node:fs/promises'

/** A line is a SHA-1, a colon, a count and the end of the line: some sixty bytes. */
const LONGEST_LINE = 80
const READ_AT_ONCE = 4096
const LINE = /^[0-9A-F]{40}(?::\d+)?\r?$/

/**
 * Whether a password stands in a list of passwords that became known: the file of Have I Been Pwned ("Pwned Passwords",
 * ordered by hash; lines `SHA-1:count`). The file may have forty gigabytes: it is searched by halves on the disk, some
 * thirty short reads, and nothing is asked of anyone.
 * @throws Error when the file is not there or is no such list; a desk that was told to look must not look away.
 */
export async function isBreached(file: string, password: string): Promise<boolean> {
  // The list is made of SHA-1: it names what everybody knows, and protects nothing.
  const wanted = hash('sha1', password, 'hex').toUpperCase()
  const list = await open(file)
  try {
    const { size } = await list.stat()
    if (!LINE.test((await textAt(list, 0, LONGEST_LINE)).split('\n')[0] ?? '')) {
      throw new Error('the list of breached passwords is not ordered lines of SHA-1')
    }
    // The wanted line, if there is one, begins at `from` or behind it, and before `to`.
    let from = 0
    let to = size
    while (to - from > READ_AT_ONCE) {
      const middle = Math.floor((from + to) / 2)
      const text = await textAt(list, middle, 2 * LONGEST_LINE)
      const begins = text.indexOf('\n') + 1
      if (begins === 0) throw new Error('the list of breached passwords has a line without an end')
      const start = middle + begins
      if (start >= to) to = middle
      else if (text.slice(begins, begins + 40) <= wanted) from = start
      else to = start
    }
    const lines = (await textAt(list, from, to - from + LONGEST_LINE)).split('\n')
    return lines.some((line) => line.startsWith(wanted))
  } finally {
    await list.close()
  }
}

async function textAt(list: FileHandle, position: number, length: number): Promise<string> {
  const { buffer, bytesRead } = await list.read(Buffer.alloc(length), 0, length, position)
  return buffer.toString('latin1', 0, bytesRead)
}
