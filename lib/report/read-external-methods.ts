import { parseId360Time } from '@/lib/id360/parse-id360-time'
import { type Place, writePath } from './json-path'
import { isJsonObject, textOf } from './json-value'
import { findSpellings, valueAt } from './spelled-key'
import { identifyStep } from './step-name'
import { type ResultSummary, summarizeResults } from './summarize-results'

/** What an external identity provider gave. Times are epoch milliseconds UTC. */
export type ExternalMethod = {
  /** `id_num`, `france_connect`…, as written. */
  name: string
  known: boolean
  path: string
  status: string | null
  startedAt: number | null
  finishedAt: number | null
  results: ResultSummary[]
}

/**
 * The external identity providers that took part: `external_methods.{name}.results.*[]` [client], or only their names
 * in a list. Pure; never throws.
 */
export function readExternalMethods(report: unknown): ExternalMethod[] {
  if (!isJsonObject(report)) return []
  return findSpellings(report, ['external_methods']).flatMap((key) =>
    readAll(report[key], { parent: null, key }),
  )
}

function readAll(methods: unknown, parent: Place): ExternalMethod[] {
  if (isJsonObject(methods)) {
    return Object.entries(methods).map(([name, value]) => readMethod(name, value, { parent, key: name }))
  }
  if (!Array.isArray(methods)) return []
  return methods.flatMap((item, index) => {
    const name = isJsonObject(item) ? textOf(valueAt(item, 'name', 'type')) : textOf(item)
    return name === null ? [] : [readMethod(name, item, { parent, key: index })]
  })
}

function readMethod(name: string, value: unknown, place: Place): ExternalMethod {
  const node = isJsonObject(value) ? value : {}
  return {
    name,
    known: identifyStep(name).known !== null,
    path: writePath(place),
    status: textOf(valueAt(node, 'status')),
    startedAt: parseId360Time(node.starting_time),
    finishedAt: parseId360Time(node.finished_time),
    results: findSpellings(node, ['results']).flatMap((key) =>
      summarizeResults(node[key], { parent: place, key }),
    ),
  }
}
