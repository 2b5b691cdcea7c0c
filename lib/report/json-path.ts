const PLAIN_KEY = /^[A-Za-z_][A-Za-z0-9_]*$/

/** A longer key would make a path nobody reads; the path then ends at the object that has the key. */
const MAX_KEY_LENGTH = 1000

/**
 * A node of a report, as the way to it from the root. Kept as a chain, and written only for the nodes that are shown:
 * a report of 5 MB has a million of them.
 */
export type Place = { parent: Place; key: string | number } | null

/** Writes a place as a JSONPath (RFC 9535, shorthand where it can be): `$.steps['liveness$1'].status_codes[0]`. */
export function writePath(place: Place): string {
  const parts: string[] = []
  for (let at = place; at !== null; at = at.parent) {
    if (typeof at.key === 'string' && at.key.length > MAX_KEY_LENGTH) parts.length = 0
    else parts.push(writeKey(at.key))
  }
  return `$${parts.reverse().join('')}`
}

function writeKey(key: string | number): string {
  if (typeof key === 'number') return `[${key}]`
  if (PLAIN_KEY.test(key)) return `.${key}`
  const escaped = key
    .replace(/[\\']/g, (letter) => `\\${letter}`)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 9535 §2.7 wants them escaped
    .replace(/[\u0000-\u001f]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `['${escaped}']`
}

/**
 * Reads a path written by `writePath` back into its keys, to open a tree there.
 *
 * @returns the keys from the root, or null when the text is not such a path
 */
export function readPath(path: string): (string | number)[] | null {
  if (!path.startsWith('$')) return null
  const keys: (string | number)[] = []
  const token = /\.([A-Za-z_][A-Za-z0-9_]*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]/gsy
  token.lastIndex = 1
  while (token.lastIndex < path.length) {
    const match = token.exec(path)
    if (match === null) return null
    const [, plain, index, quoted] = match
    if (index !== undefined) keys.push(Number(index))
    else keys.push(plain ?? readEscapes(quoted ?? ''))
  }
  return keys
}

function readEscapes(quoted: string): string {
  return quoted.replace(/\\(?:u([0-9a-f]{4})|(.))/gs, (_whole, code: string | undefined, letter: string) =>
    code === undefined ? letter : String.fromCharCode(Number.parseInt(code, 16)),
  )
}
