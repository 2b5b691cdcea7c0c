/** What is wrong with a typed date: a key below `assisted.compare.dateErrors`. */
export type DateFault = 'unreadable' | 'impossible' | 'future' | 'tooOld'

const DAY_FIRST = /^(\d{1,2})[\s/.-]+(\d{1,2})[\s/.-]+(\d{4})$/
const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/
/** Nobody alive was born before. */
const FIRST_YEAR = 1900

/**
 * Reads a birth date as both French and British people write it, day first (12/04/1987; points, dashes and spaces
 * too), or as ISO, and gives it as ISO (1987-04-12). `today` is ISO.
 */
export function readBirthDate(typed: string, today: string): { iso: string } | { fault: DateFault } {
  const text = typed.trim()
  const dayFirst = DAY_FIRST.exec(text)
  const iso = ISO.exec(text)
  const parts = dayFirst ? [dayFirst[3], dayFirst[2], dayFirst[1]] : iso?.slice(1)
  if (!parts) return { fault: 'unreadable' }
  const [year = 0, month = 0, day = 0] = parts.map(Number)
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return { fault: 'impossible' }
  const value = date.toISOString().slice(0, 10)
  if (value > today) return { fault: 'future' }
  return year < FIRST_YEAR ? { fault: 'tooOld' } : { iso: value }
}
