import type { KoCauseKey } from '../ko-causes'
import type { Enrollment } from '../store/enrollment'
import { documentIdentity } from './document-identity'

/** The data that can be compared with the document [seed], and the KO cause of a difference. */
export const COMPARED_DATA = {
  name: { field: 'last_name', koCause: 'name-differs' },
  first_name: { field: 'first_name', koCause: 'first-name-differs' },
  birth_date: { field: 'birth_date', koCause: 'birth-date-differs' },
} as const satisfies Record<string, { field: 'last_name' | 'first_name' | 'birth_date'; koCause: KoCauseKey }>

export type ComparedName = keyof typeof COMPARED_DATA

export function isComparedName(name: string): name is ComparedName {
  return Object.hasOwn(COMPARED_DATA, name)
}

/** Names are the same when only accents, case, hyphens or spaces differ [guess]. */
export function sameValue(given: string, read: string): boolean {
  const plain = (value: string) =>
    value
      .normalize('NFD')
      .replace(/\p{M}/gu, '')
      .toUpperCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  return plain(given) === plain(read)
}

/** The causes for which the data given do not agree with the document; empty when all agree. */
export function dataDifferences(enrollment: Enrollment): KoCauseKey[] {
  const read = documentIdentity(enrollment)
  return enrollment.detail.comparisons.flatMap(({ name, value }) => {
    if (!isComparedName(name)) return []
    const { field, koCause } = COMPARED_DATA[name]
    return sameValue(value, read[field]) ? [] : [koCause]
  })
}
