import { writePath } from './json-path'
import { isJsonObject } from './json-value'
import { REPORT_KEYS } from './known-names'

/** A key at the top of a report. An unknown one is shown as it is, flagged. */
export type TopLevelKey = {
  key: string
  path: string
  known: boolean
  type: 'object' | 'list' | 'text' | 'number' | 'boolean' | 'null'
}

/** The top-level keys of a report in its order, those nobody has seen before flagged. [client, wiki] */
export function readTopLevelKeys(report: unknown): TopLevelKey[] {
  if (!isJsonObject(report)) return []
  return Object.entries(report).map(([key, value]) => ({
    key,
    path: writePath({ parent: null, key }),
    known: REPORT_KEYS.includes(key),
    type: typeOf(value),
  }))
}

function typeOf(value: unknown): TopLevelKey['type'] {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'string') return 'text'
  if (typeof value === 'number') return 'number'
  return typeof value === 'boolean' ? 'boolean' : 'object'
}
