import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

export type LockedPackage = {
  version?: string
  license?: string
  dev?: boolean
  optional?: boolean
  integrity?: string
  hasInstallScript?: boolean
  optionalDependencies?: Record<string, string>
}
export type LockFile = { packages: Record<string, LockedPackage> }

/** What an internal application may be built from. MPL-2.0 and OFL-1.1 bind only those who change the files themselves. */
const ALLOWED = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'OFL-1.1',
])

/** Allowed for these alone: libvips, which Next brings for its image optimizer, is linked dynamically, never changed. */
const ALLOWED_FOR: [name: RegExp, licence: string][] = [[/^@img\/sharp-/, 'LGPL-3.0-or-later']]

/** Read in the package, where its package.json is silent. */
const READ_BY_HAND = new Map([['png-js@2.0.0', 'MIT']])

export const nameOf = (place: string) => place.replace(/^(?:.*\/)?node_modules\//, '')

/**
 * The SPDX expression of a package of the lock file, or null. Binaries of other platforms, which only
 * scripts/complete-lock.mjs describes, have the licence of the package that brings them.
 */
export function licenceOf(lock: LockFile, place: string): string | null {
  const { license, version, integrity } = lock.packages[place] ?? {}
  if (license) return license
  const name = nameOf(place)
  const read = READ_BY_HAND.get(`${name}@${version}`)
  if (read || integrity) return read ?? null
  const parent = Object.values(lock.packages).find((one) => one.optionalDependencies?.[name] === version)
  return parent?.license ?? null
}

/** Whether an SPDX expression of AND and OR can be kept with what is allowed. */
function isAllowed(expression: string, name: string): boolean {
  const parts = expression.replaceAll(/[()]/g, '').split(' OR ')
  return parts.some((part) =>
    part
      .split(' AND ')
      .every(
        (licence) =>
          ALLOWED.has(licence) || ALLOWED_FOR.some(([whose, which]) => whose.test(name) && which === licence),
      ),
  )
}

/** One sentence for each package of production whose licence is not allowed, or that names none. */
export function refusedLicences(lock: LockFile): string[] {
  return Object.entries(lock.packages).flatMap(([place, { version, dev }]) => {
    if (place === '' || dev) return []
    const licence = licenceOf(lock, place)
    if (licence && isAllowed(licence, nameOf(place))) return []
    return [`${nameOf(place)} ${version}: ${licence ?? 'names no licence'}`]
  })
}

/** @throws Error when there is no lock file in `root` */
export const readLockFile = (root: string): LockFile =>
  JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'))

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const refused = refusedLicences(readLockFile(path.resolve(import.meta.dirname, '..')))
  for (const sentence of refused) console.error(sentence)
  if (refused.length === 0) console.log('Every package of production has a licence that is allowed.')
  process.exitCode = refused.length === 0 ? 0 : 1
}
