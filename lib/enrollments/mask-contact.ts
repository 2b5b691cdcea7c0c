/** What stands for what is not shown. */
export const HIDDEN = '…'

/** A birth date (ISO) of which only the form is left. */
export const HIDDEN_BIRTH_DATE = '••••-••-••'

/** A shorter name before the @ would be told by its first letter. */
const SHORTEST_NAME = 3
/** Of a shorter number, two digits are too much. */
const SHORTEST_NUMBER = 6

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * An e-mail address of which the first character and the domain are left: `c…@example.org`. A name of one or two
 * characters is hidden whole, and so is what is no address. null and nothing but blanks give null.
 */
export function maskEmail(email: string | null): string | null {
  const text = email?.trim() ?? ''
  if (text === '') return null
  const at = text.lastIndexOf('@')
  if (at < 1) return HIDDEN
  const name = [...characters.segment(text.slice(0, at))].map(({ segment }) => segment)
  return `${name.length < SHORTEST_NAME ? '' : name[0]}${HIDDEN}${text.slice(at)}`
}

/** A telephone number of which the last two digits are left: `… 34`. null and what has no digit give null. */
export function maskPhone(phone: string | null): string | null {
  const digits = phone?.replace(/\D/g, '') ?? ''
  if (digits === '') return null
  return digits.length < SHORTEST_NUMBER ? HIDDEN : `${HIDDEN} ${digits.slice(-2)}`
}
