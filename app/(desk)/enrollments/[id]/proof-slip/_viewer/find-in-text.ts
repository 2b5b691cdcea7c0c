/** Where a match begins and ends in the text it was found in (UTF-16 units, end excluded). */
export type TextMatch = { start: number; end: number }

/** Accents, case and the kind of white space do not count: one folded unit for each unit of the text, or none. */
function fold(text: string): { folded: string; origin: number[] } {
  let folded = ''
  const origin: number[] = []
  let at = 0
  for (const character of text) {
    const plain = /\s/u.test(character)
      ? ' '
      : character.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase('fr')
    // Layouts break lines anywhere: any run of white space is one blank.
    const kept = plain === ' ' && folded.endsWith(' ') ? '' : plain
    for (let unit = 0; unit < kept.length; unit += 1) origin.push(at)
    folded += kept
    at += character.length
  }
  origin.push(at)
  return { folded, origin }
}

/** Every place where `wanted` stands in `text`, without regard to accents, case and line breaks. */
export function findInText(text: string, wanted: string): TextMatch[] {
  const needle = fold(wanted.trim()).folded
  if (needle === '') return []
  const { folded, origin } = fold(text)
  const matches: TextMatch[] = []
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + needle.length)) {
    const start = origin[at] ?? 0
    // The end of the last character, whatever it was folded into.
    const last = origin[at + needle.length - 1] ?? start
    matches.push({ start, end: last + (String.fromCodePoint(text.codePointAt(last) ?? 32).length || 1) })
  }
  return matches
}
