export type NamedEvidence = {
  kind: string
  /** `identity_document/0`, of a document. */
  part?: string
  contentType?: string
  /** The report with its secrets. */
  original?: boolean
  /** The client's reference, else ID360's id, else nothing. */
  reference: string | null
  status: string
  /** Epoch milliseconds. */
  capturedAt: number
  timeZone: string
}

const BY_KIND: Record<string, string> = { report: 'json', proof_slip: 'pdf', idclaim: 'asice' }

const BY_TYPE: Record<string, string> = {
  'application/json': 'json',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/vnd.etsi.asic-e+zip': 'asice',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'image/tiff': 'tiff',
  'image/heic': 'heic',
  'image/avif': 'avif',
  'video/mp4': 'mp4',
  'video/webm': 'webm',
}

/** Letters, digits, dot and dash: safe in a header and on any disk. */
const harmless = (text: string) =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 60)

/**
 * A telling file name: `report_DOSSIER-42_OK_2026-11-23.json`, the day as the desk's zone counts it; of a document
 * `document_identity_document_1.jpg`, counted from 1. The extension is that of the bytes.
 */
export function evidenceFileName(named: NamedEvidence): string {
  const { kind, part = '', contentType, original = false, reference, status, capturedAt, timeZone } = named
  const extension = (contentType === undefined ? BY_KIND[kind] : BY_TYPE[contentType]) ?? 'bin'
  if (kind === 'document' && part !== '') {
    const [type = '', index = '0'] = part.split('/')
    return `document_${type.replace(/[^\w.-]+/g, '-')}_${Number(index) + 1}.${extension}`
  }
  const day = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(capturedAt)
  const parts = [kind, original ? 'original' : '', harmless(reference ?? ''), harmless(status), day]
  return `${parts.filter(Boolean).join('_')}.${extension}`
}
