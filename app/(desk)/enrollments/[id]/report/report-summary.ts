import { isJsonObject, textOf } from '@/lib/report/json-value'
import { type ReportDocument, readDocuments } from '@/lib/report/read-documents'
import { readStatusCodes } from '@/lib/report/read-status-codes'
import { type ReportStep, readSteps } from '@/lib/report/read-steps'
import { readVerdict } from '@/lib/report/read-verdict'
import { findSpellings, valueAt } from '@/lib/report/spelled-key'

export type ReportSummary = {
  status: string | null
  identity: {
    name: string | null
    firstNames: string | null
    birthDate: string | null
    gender: string | null
  } | null
  /** Each code once, as it came, with the place that gives it. */
  codes: { code: string; text: string | null; where: string | null }[]
  documents: ReportDocument[]
  steps: ReportStep[]
}

/** What a person wants to read first in a report. Never throws: what is odd or missing is left out. */
export function summarizeReport(report: unknown): ReportSummary {
  return {
    status: readVerdict(report).status,
    identity: readPerson(report),
    codes: readCodes(report),
    documents: readDocuments(report),
    steps: readSteps(report),
  }
}

function readPerson(report: unknown): ReportSummary['identity'] {
  const identity = isJsonObject(report) ? valueAt(report, 'identity') : null
  if (!isJsonObject(identity)) return null
  const firstNames = valueAt(identity, 'first_names')
  const text = (key: string) => textOf(valueAt(identity, key))
  return {
    name: text('name'),
    firstNames: Array.isArray(firstNames) ? firstNames.map(textOf).join(' ') : text('first_name'),
    birthDate: text('birth_date'),
    gender: text('gender'),
  }
}

/** `status_codes` repeats `all_status_codes` without saying where [client]: read last, it adds only what is new. */
function readCodes(report: unknown): ReportSummary['codes'] {
  if (!isJsonObject(report)) return []
  const keys = [...findSpellings(report, ['all_status_codes']), ...findSpellings(report, ['status_codes'])]
  const codes: ReportSummary['codes'] = []
  for (const { code, text, where } of keys.flatMap((key) => readStatusCodes(report[key], null))) {
    const known = codes.some((one) => one.code === code && (where === null || one.where === where))
    if (code !== null && !known) codes.push({ code, text, where })
  }
  return codes
}
