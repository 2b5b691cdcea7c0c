import type { ComparedDatum } from '@/db/schema/assisted'

/** No longer name is on any document; ID360 names no limit. [guess] */
const MAX_NAME_LENGTH = 200
const OLDEST_YEARS = 130

/** A value ready to be sent, or the key below `errors.field` of what is wrong with it. */
export type NormalizedDatum = { value: string } | { wrong: 'required' | 'tooLong' | 'invalid' | 'birthDate' }

/**
 * What was typed as it is sent: NFC, without spaces around, one space inside; a birth date in ISO (`1987-04-12`), a day
 * that exists, not after today and not longer ago than anyone lives.
 *
 * @param now epoch milliseconds
 */
export function normalizeCompared(name: ComparedDatum, typed: string, now: number): NormalizedDatum {
  const value = typed.normalize('NFC').replace(/\s+/gu, ' ').trim()
  if (value === '') return { wrong: 'required' }
  if (name === 'birth_date') return isBirthDate(value, now) ? { value } : { wrong: 'birthDate' }
  if (value.length > MAX_NAME_LENGTH) return { wrong: 'tooLong' }
  // A name has at least one letter; control and format characters would only hide in it.
  if (!/\p{L}/u.test(value) || /[\p{Cc}\p{Cf}\p{Cn}]/u.test(value)) return { wrong: 'invalid' }
  return { value }
}

function isBirthDate(value: string, now: number): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) ?? []
  if (year === undefined) return false
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== value) return false
  // Somewhere it is tomorrow already.
  const latest = new Date(now + 14 * 3_600_000)
  const oldest = new Date(now)
  oldest.setUTCFullYear(oldest.getUTCFullYear() - OLDEST_YEARS)
  return date <= latest && date >= oldest
}
