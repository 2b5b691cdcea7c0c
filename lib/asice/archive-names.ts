import type { Entry } from '@zip.js/zip.js'
import { CheckFailure } from './check-failure'
import { LIMITS } from './limits'

/** Control characters, and all that turn or hide the direction of writing (Unicode's Bidi_Control). */
const DECEPTIVE = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\uFEFF]/u

/**
 * The name of an entry. Many writers store UTF-8 without saying so: bytes that are valid UTF-8 are read as such, others
 * as zip.js does (code page 437).
 */
export function entryName(entry: Entry): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(entry.rawFilename)
  } catch {
    return entry.filename
  }
}

/**
 * Refuses names that deceive a reader or that two systems would take for one.
 *
 * @throws CheckFailure `format`, `unsupported` for a name longer than the cap
 */
export function checkArchiveNames(entries: Entry[]): void {
  const seen = new Set<string>()
  for (const entry of entries) {
    const name = entryName(entry)
    const path = name.endsWith('/') ? name.slice(0, -1) : name
    if (name.length > LIMITS.nameLength) throw new CheckFailure('unsupported', 'ARCHIVE_NAME_TOO_LONG')
    if (DECEPTIVE.test(name))
      throw new CheckFailure('format', 'ARCHIVE_NAME_DECEPTIVE', { name: visible(name) })
    if (path === '' || path.split(/[/\\]/).some((part) => part === '' || part === '.' || part === '..'))
      throw new CheckFailure('format', 'ARCHIVE_NAME_TRAVERSES', { name })
    // A second name in the extra fields is for other tools to find: they would open another file than this checker.
    if (entry.extraFieldUnicodePath?.valid === true && entry.extraFieldUnicodePath.filename !== name)
      throw new CheckFailure('format', 'ARCHIVE_NAME_AMBIGUOUS', { name })
    const key = foldName(path)
    if (seen.has(key)) throw new CheckFailure('format', 'ARCHIVE_NAME_TWICE', { name })
    seen.add(key)
  }
}

/** A name as a file system that ignores case and Unicode forms compares it. */
export function foldName(name: string): string {
  return name.normalize('NFC').toLowerCase().toUpperCase().normalize('NFC')
}

function visible(name: string): string {
  return name.replace(new RegExp(DECEPTIVE.source, 'gu'), (character) => {
    const code = character.codePointAt(0) ?? 0
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
  })
}
