import { type Place, writePath } from './json-path'
import { isJsonObject, type JsonObject, textOf } from './json-value'
import { DOCUMENT_STATUSES, DOCUMENT_TYPES } from './known-names'
import { findSpellings, valueAt } from './spelled-key'

/** A file of a document. `url` is as written, often relative; `hash` is what ID360 says the bytes have. */
export type ReportFile = { url: string | null; hash: string | null; algorithm: string | null; path: string }

/** A document the report speaks of. */
export type ReportDocument = {
  /** `identity_document`, `selfie`…: the key it stands under. */
  type: string
  knownType: boolean
  name: string | null
  /** VALID, INVALID, COLLECTED, or one nobody knows. */
  status: string | null
  knownStatus: boolean
  path: string
  files: ReportFile[]
}

/**
 * The documents of a report: under each type one document [wiki] or a list of them [client]. Empty types are left out;
 * unknown types and states are kept and flagged. Pure; never throws.
 */
export function readDocuments(report: unknown): ReportDocument[] {
  if (!isJsonObject(report)) return []
  return findSpellings(report, ['documents']).flatMap((key) => {
    const documents = report[key]
    const place = { parent: null, key }
    if (Array.isArray(documents)) return readType('', documents, place)
    if (!isJsonObject(documents)) return []
    return Object.entries(documents).flatMap(([type, value]) =>
      readType(type, value, { parent: place, key: type }),
    )
  })
}

function readType(type: string, value: unknown, place: Place): ReportDocument[] {
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => readDocument(type, item, { parent: place, key: index }))
  }
  return readDocument(type, value, place)
}

function readDocument(type: string, node: unknown, place: Place): ReportDocument[] {
  if (!isJsonObject(node)) return []
  const status = textOf(valueAt(node, 'status'))
  const named = type === '' ? (textOf(valueAt(node, 'type')) ?? textOf(valueAt(node, 'name')) ?? '') : type
  return [
    {
      type: named,
      knownType: (DOCUMENT_TYPES as readonly string[]).includes(named),
      name: textOf(valueAt(node, 'name')),
      status,
      knownStatus: status !== null && DOCUMENT_STATUSES.includes(status),
      path: writePath(place),
      files: findSpellings(node, ['files']).flatMap((key) => readFiles(node[key], { parent: place, key })),
    },
  ]
}

function readFiles(files: unknown, place: Place): ReportFile[] {
  if (Array.isArray(files)) return files.flatMap((file, key) => readFile(file, { parent: place, key }))
  if (isJsonObject(files) && valueAt(files, 'url') === undefined) {
    return Object.entries(files).flatMap(([key, file]) => readFile(file, { parent: place, key }))
  }
  return readFile(files, place)
}

function readFile(file: unknown, place: Place): ReportFile[] {
  const node: JsonObject = isJsonObject(file) ? file : {}
  const url = isJsonObject(file) ? textOf(valueAt(file, 'url')) : textOf(file)
  const hash = textOf(valueAt(node, 'hash'))
  if (url === null && hash === null) return []
  return [
    { url, hash, algorithm: textOf(valueAt(node, 'hash_algorithm', 'algorithm')), path: writePath(place) },
  ]
}
