/** Excel's limit of a cell, in UTF-16 units. */
const LONGEST = 32_767

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
}
// Of XML's own rules; what looks like one of Excel's escapes must itself be escaped. (ECMA-376 part 1, 22.9.2.19)
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML cannot hold
const SPECIAL = /[&<>"\r\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/g

/** Text as it stands in a sheet: escaped, what XML cannot hold as `_x0001_`, cut where Excel would refuse it. */
export function xmlText(text: string): string {
  const held = text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
  if (held.search(SPECIAL) === -1 && held.isWellFormed()) return held
  return held.toWellFormed().replace(SPECIAL, (special) => {
    if (special === '_') return '_x005F_'
    return ESCAPES[special] ?? `_x${special.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`
  })
}
