export type NamedEvidence = {
  kind: string
  /** The client's reference, else ID360's id, else nothing. */
  reference: string | null
  status: string
  /** Epoch milliseconds. */
  capturedAt: number
  timeZone: string
}

const EXTENSIONS: Record<string, string> = { report: 'json', proof_slip: 'pdf', idclaim: 'asice' }

/** Letters, digits, dot and dash: safe in a header and on any disk. */
const harmless = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60)

/** A telling file name: `report_DOSSIER-42_OK_2026-11-23.json`, the day as the desk's zone counts it. */
export function evidenceFileName({ kind, reference, status, capturedAt, timeZone }: NamedEvidence): string {
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(capturedAt)
  const parts = [kind, harmless(reference ?? ''), harmless(status), day].filter(Boolean)
  return `${parts.join('_')}.${EXTENSIONS[kind] ?? 'bin'}`
}
