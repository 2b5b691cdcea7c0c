/**
 * How enrollments are found by words. Every word of an enrollment stands in `search_term` as each of its prefixes of 2
 * to 6 characters and as a whole, and in `search_text` as a whole, after a space. What people without personal data may
 * search by (reference, ID360 id) stands a second time in a namespace of its own, `r:word`: they search only there, so
 * that a name cannot be guessed by searching for it. Words hold letters and digits only: no word starts with `r:`.
 */
export type SearchNamespace = '' | 'r:'

export const SHORTEST_PREFIX = 2
export const LONGEST_PREFIX = 6
/** A word longer than this is found by its beginning. */
const LONGEST_WORD = 64

/** Letters that Unicode does not take apart and that people type as two, or without their stroke. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  œ: 'oe',
  æ: 'ae',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
}

/** Lower case, without accents, apostrophes and ligatures: what is compared. `Œuvré-l’Été` → `oeuvre-lete`. */
export function normaliseForSearch(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[\p{M}'’ʼ`´]/gu, '')
    .replace(/[ßœæøđðþłħı]/g, (letter) => LETTERS[letter] ?? letter)
}

/** The words of a text as they are compared, each once: what stands between anything but letters and digits. */
export function searchWords(text: string): string[] {
  const words = normaliseForSearch(text).match(/[\p{L}\p{N}]+/gu) ?? []
  return [...new Set(words.map((word) => [...word].slice(0, LONGEST_WORD).join('')))]
}

/** What an enrollment is found by. */
export type SearchFields = {
  clientReference: string | null
  id360Id: string | null
  lastName: string | null
  firstName: string | null
  email: string | null
}

/** Every whole word with its namespace. */
function namespacedWords(fields: SearchFields): string[] {
  const open = searchWords(`${fields.clientReference ?? ''} ${fields.id360Id ?? ''}`)
  const all = searchWords(
    `${fields.lastName ?? ''} ${fields.firstName ?? ''} ${fields.email ?? ''} ${open.join(' ')}`,
  )
  return [...all, ...open.map((word) => `r:${word}`)]
}

/** The column `search_text`: the whole words, each preceded by a space. */
export function searchText(fields: SearchFields): string {
  return namespacedWords(fields)
    .map((word) => ` ${word}`)
    .join('')
}

/** The rows of `search_term` of an enrollment: prefixes of 2 to 6 characters and whole words, each once. */
export const searchTerms = (fields: SearchFields): string[] => termsOf(namespacedWords(fields))

/** The same, of what stands in the column `search_text`. */
export const termsOfText = (text: string): string[] => termsOf(text.split(' ').filter((word) => word !== ''))

function termsOf(words: string[]): string[] {
  const terms = new Set<string>()
  for (const namespaced of words) {
    const start = namespaced.startsWith('r:') ? 2 : 0
    const word = [...namespaced.slice(start)]
    const namespace = namespaced.slice(0, start)
    for (let length = SHORTEST_PREFIX; length <= Math.min(LONGEST_PREFIX, word.length); length++) {
      terms.add(namespace + word.slice(0, length).join(''))
    }
    terms.add(namespaced)
  }
  return [...terms]
}
