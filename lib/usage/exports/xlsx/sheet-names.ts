/** Excel's own limit, in UTF-16 units. */
const LONGEST = 31
const FORBIDDEN = /[\p{Cc}[\]:*?/\\]+/gu

/**
 * Gives each sheet a name that Excel accepts and no other sheet of the workbook has: 31 characters, without
 * `[ ] : * ? / \`, line breaks or apostrophes at the ends, told apart without regard to case. `History` is taken.
 */
export function sheetNamer(fallback: string): (wanted: string) => string {
  const taken = new Set([compared('History')])
  return (wanted) => {
    const name = legal(wanted, LONGEST) || legal(fallback, LONGEST)
    for (let number = 1; ; number++) {
      const suffix = number === 1 ? '' : ` (${number})`
      const candidate = legal(name, LONGEST - suffix.length) + suffix
      if (taken.has(compared(candidate))) continue
      taken.add(compared(candidate))
      return candidate
    }
  }
}

const compared = (name: string) => name.normalize('NFKC').toLowerCase()

function legal(text: string, longest: number): string {
  const clean = trimmed(text.normalize('NFC').toWellFormed().replace(FORBIDDEN, ' '))
  let short = ''
  for (const { segment } of new Intl.Segmenter().segment(clean)) {
    if (short.length + segment.length > longest) break
    short += segment
  }
  return trimmed(short)
}

const trimmed = (text: string) => text.replace(/\s+/gu, ' ').replace(/^[\s']+|[\s']+$/gu, '')
