import { COMMON_WITH_DIGITS, COMMON_WORDS } from './common-passwords-list'

/** What is read for a letter when a word is written with digits and signs ("p@ssw0rd"). */
const LEET: Record<string, string> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
}

/** The same walks that attackers try first: rows of both keyboards, the alphabet, the digits. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
].flatMap((row) => [row, [...row].reverse().join('')])

/**
 * Whether this is one of the passwords that are tried first: a known one, few different characters, walks over the
 * keyboard, or one or two known words (in lower or upper case, with accents or leet letters) with digits and signs
 * around them. Looked up in the list beside this file; nothing is asked of anyone.
 */
export function isCommonPassword(password: string): boolean {
  const folded = foldCase(password)
  if (new Set(folded).size < 5) return true
  if (COMMON_WITH_DIGITS.has(folded) || COMMON_WITH_DIGITS.has(lettersAndDigits(folded))) return true
  if (lettersAndDigits(withoutWalks(folded)).length < 4) return true
  return [
    lettersOf(folded),
    lettersOf(withoutWalks(folded)),
    unleet(withoutEnds(folded)),
    unleet(folded.replace(/[^\p{L}$@]+$/u, '')),
  ].some(isMadeOfCommonWords)
}

/** Lower case without accents: how the list is written, and how names are compared. */
export function foldCase(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}

/** One known word, or two in a row; the same one over and over too. */
function isMadeOfCommonWords(letters: string): boolean {
  if (letters === '' || COMMON_WORDS.has(letters)) return letters !== ''
  for (let end = 1; end < letters.length; end += 1) {
    const [first, second] = [letters.slice(0, end), letters.slice(end)]
    if (COMMON_WORDS.has(first) && (COMMON_WORDS.has(second) || isRepeated(first, second))) return true
  }
  return false
}

const isRepeated = (word: string, text: string) => text === word.repeat(text.length / word.length)

const lettersOf = (text: string) => text.replace(/\P{L}/gu, '')
const lettersAndDigits = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '')
const withoutEnds = (text: string) => text.replace(/^\P{L}+|\P{L}+$/gu, '')
const unleet = (text: string) => lettersOf([...text].map((letter) => LEET[letter] ?? letter).join(''))

/** Without stretches of four or more neighbours of a row. */
function withoutWalks(text: string): string {
  let rest = ''
  for (let at = 0; at < text.length; ) {
    const length = Math.max(...ROWS.map((row) => walkAt(text, at, row)))
    if (length < 4) rest += text[at]
    at += length < 4 ? 1 : length
  }
  return rest
}

function walkAt(text: string, at: number, row: string): number {
  const start = row.indexOf(text[at] ?? '')
  if (start < 0) return 0
  let length = 0
  while (at + length < text.length && row[start + length] === text[at + length]) length += 1
  return length
}
