type Translator = {
  has(key: never): boolean
} & ((key: never, values?: never) => string)

/**
 * The message under a key that is only known at run time (an error's key, a status code), or null when there is none.
 * Everywhere else write the key out: then the compiler checks it.
 */
export function dynamicMessage(
  t: Translator,
  key: string,
  values?: Record<string, string | number>,
): string | null {
  // A key with an empty part or a dot at its end is no path, and next-intl would complain instead of answering.
  if (!/^[^.]+(\.[^.]+)*$/.test(key)) return null
  return t.has(key as never) ? t(key as never, values as never) : null
}
