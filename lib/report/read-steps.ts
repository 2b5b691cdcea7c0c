import { parseId360Time } from '@/lib/id360/parse-id360-time'
import { type FoundStep, findSteps } from './find-steps'
import { writePath } from './json-path'
import { STATUS_CODES } from './known-names'
import { readStatusCodes } from './read-status-codes'
import { findSpellings } from './spelled-key'
import { identifyStep } from './step-name'
import { type ResultSummary, summarizeResults } from './summarize-results'

/** A status code as the report page shows it. */
export type ReportStatusCode = { code: string | null; text: string | null; path: string; known: boolean }

/** One step of a report. Times are epoch milliseconds UTC. */
export type ReportStep = {
  /** As written, with its `$0`. */
  name: string
  baseName: string
  /** 0 for `$0`; null when the name has none. */
  instance: number | null
  /** Whether its name is one that has been seen; an unknown one is shown as it is, flagged. */
  known: boolean
  path: string
  status: string | null
  createdAt: number | null
  startedAt: number | null
  finishedAt: number | null
  /** Milliseconds between the start and the end, never negative. */
  duration: number | null
  codes: ReportStatusCode[]
  results: ResultSummary[]
}

/** The steps of a report in its order, whatever is missing in them. [client, wiki] Pure; never throws. */
export function readSteps(report: unknown): ReportStep[] {
  return findSteps(report).map(readStep)
}

function readStep({ name, status, node, place }: FoundStep): ReportStep {
  const { base, instance, known } = identifyStep(name)
  const startedAt = parseId360Time(node.starting_time)
  const finishedAt = parseId360Time(node.finished_time)
  const codes = findSpellings(node, ['status_codes', 'all_status_codes']).flatMap((key) =>
    readStatusCodes(node[key], { parent: place, key }),
  )
  return {
    name,
    baseName: base,
    instance,
    known: known !== null,
    path: writePath(place),
    status,
    createdAt: parseId360Time(node.creation_time),
    startedAt,
    finishedAt,
    duration: startedAt === null || finishedAt === null ? null : Math.max(0, finishedAt - startedAt),
    codes: codes.map(({ code, text, place: at }) => ({
      code,
      text,
      path: writePath(at),
      known: isKnown(code),
    })),
    results: findSpellings(node, ['results']).flatMap((key) =>
      summarizeResults(node[key], { parent: place, key }),
    ),
  }
}

function isKnown(code: string | null): boolean {
  return (STATUS_CODES as readonly (string | null)[]).includes(code)
}
