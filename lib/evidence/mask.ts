/** What stands in the place of a secret. */
export const MASK = '********'

/** Deeper values are cut: no real report is nested like that, and a hostile one must not exhaust the stack. */
const DEEPEST = 200
export const TOO_DEEP = '[too deep]'

const SECRET_KEY = /apikey|authorization|password|passwd|secret|token|cookie|credential|privatekey/
const HEADERS_KEY = /headers?$/
const NAME_KEY = /^(name|key|header|headername)$/

/** The link for the person carries the api_key behind `#/enrollment/` [client]; addresses carry keys in their query. */
const SECRETS_IN_ADDRESSES = [
  /(#\/enrollment\/)([^?&#/\s"'<>]+)/gi,
  /([?&](?:x[-_]?)?(?:api[-_]?key|token|secret|password)=)([^&#\s"'<>]+)/gi,
]
/** `X-Api-Key: …`, `"authorization": "Token …`: a header or a piece of JSON that was kept as text. */
const SECRET_IN_TEXT =
  /((?:api[-_]?key|token|secret|password|authorization)["']?\s*[:=]\s*["']?(?:(?:token|bearer|basic)\s+)?)([^\s"'<>,;}&#]+)/gi

/**
 * Secrets of this length (ID360's tokens have 25 characters [wiki], its api_keys 31 [seed], ours 43) are hunted down
 * wherever else they stand; shorter values are masked in place only, or `application/json` would be masked everywhere.
 */
const SHORTEST_HUNTED = 20
const MOST_HUNTED = 1_000

type Hunted = Set<string>

/**
 * A copy of any JSON value without its secrets: values of `callback_headers` (a list of name and value, or a map),
 * headers of callback endpoints, api_keys, tokens, passwords and authorization values, at any depth, in any spelling of
 * the key, in JSON kept inside a string, and wherever else one of them is repeated. Header names stay. Reports echo
 * these secrets. [client]
 */
export function maskSecrets(value: unknown): unknown {
  const hunted: Hunted = new Set()
  const masked = copy(value, hunted, 0)
  if (hunted.size === 0) return masked
  const longestFirst = [...hunted].slice(0, MOST_HUNTED).sort((a, b) => b.length - a.length)
  const anyOfThem = new RegExp(longestFirst.map(literally).join('|'), 'g')
  return replaceInTexts(masked, (text) => text.replace(anyOfThem, MASK))
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const plainKey = (key: string) =>
  key
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** `Object.fromEntries` and not assignment: a key named `__proto__` stays a key. */
function mapEntries(object: Record<string, unknown>, change: (key: string, value: unknown) => unknown) {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(key, value)]))
}

function copy(value: unknown, hunted: Hunted, depth: number): unknown {
  if (typeof value === 'string') return copyText(value, hunted, depth)
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return TOO_DEEP
  if (Array.isArray(value)) return value.map((item) => copy(item, hunted, depth + 1))
  if (!isObject(value)) return value
  return mapEntries(value, (key, inner) => {
    const plain = plainKey(key)
    if (SECRET_KEY.test(plain)) return hide(inner, hunted, depth + 1)
    if (HEADERS_KEY.test(plain)) return hideHeaders(inner, hunted, depth + 1)
    return copy(inner, hunted, depth + 1)
  })
}

/** Remembers a secret: `Token abc…` and `X-Api-Key: abc…` hold it as a word. */
function hunt(secret: string, hunted: Hunted) {
  for (const word of secret.split(/[\s,;:="']+/)) if (word.length >= SHORTEST_HUNTED) hunted.add(word)
}

/** Hides every text and number below. Truth values and null tell nothing. */
function hide(value: unknown, hunted: Hunted, depth: number): unknown {
  if (typeof value === 'string' || typeof value === 'number') {
    hunt(String(value), hunted)
    return MASK
  }
  if (typeof value !== 'object' || value === null) return value
  if (depth > DEEPEST) return TOO_DEEP
  if (Array.isArray(value)) return value.map((item) => hide(item, hunted, depth + 1))
  return isObject(value) ? mapEntries(value, (_, inner) => hide(inner, hunted, depth + 1)) : MASK
}

/** Hides the values of headers and keeps their names: `[{name, value}]`, `[[name, value]]`, `{name: value}`. */
function hideHeaders(value: unknown, hunted: Hunted, depth: number): unknown {
  if (depth > DEEPEST) return TOO_DEEP
  if (Array.isArray(value)) {
    return value.map((item) => {
      if (!Array.isArray(item)) return hideHeaders(item, hunted, depth + 1)
      const [name, ...rest] = item
      return rest.length > 0 && typeof name === 'string'
        ? [name, ...rest.map((inner) => hide(inner, hunted, depth + 1))]
        : hide(item, hunted, depth + 1)
    })
  }
  if (!isObject(value)) return hide(value, hunted, depth)
  const isEntry = Object.keys(value).some((key) => plainKey(key) === 'value')
  return mapEntries(value, (key, inner) =>
    isEntry && NAME_KEY.test(plainKey(key)) && typeof inner === 'string'
      ? inner
      : hide(inner, hunted, depth + 1),
  )
}

function copyText(text: string, hunted: Hunted, depth: number): string {
  const inner = embeddedJson(text)
  if (inner !== undefined) {
    if (depth + depthOf(inner) > DEEPEST) return TOO_DEEP
    const masked = JSON.stringify(copy(inner, hunted, depth + 1))
    // Written anew only where something was hidden: the text is otherwise shown as it came.
    return masked === JSON.stringify(inner) ? text : masked
  }
  const hideAfter = (_: string, before: string, secret: string) => {
    hunt(secret, hunted)
    return before + MASK
  }
  const shown = SECRETS_IN_ADDRESSES.reduce((result, pattern) => result.replace(pattern, hideAfter), text)
  return shown.replace(SECRET_IN_TEXT, hideAfter)
}

function embeddedJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

/** How deep a value is nested, counted without recursion; stops counting when it is too deep anyway. */
function depthOf(value: object): number {
  let level: object[] = [value]
  let depth = 0
  while (level.length > 0 && depth <= DEEPEST) {
    depth += 1
    level = level.flatMap((item) => Object.values(item).filter((inner) => typeof inner === 'object' && inner))
  }
  return depth
}

function replaceInTexts(value: unknown, replace: (text: string) => string): unknown {
  if (typeof value === 'string') return replace(value)
  if (Array.isArray(value)) return value.map((item) => replaceInTexts(item, replace))
  if (!isObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [replace(key), replaceInTexts(inner, replace)]),
  )
}
