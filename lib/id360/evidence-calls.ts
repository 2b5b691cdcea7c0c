import { documentUrl } from './document-url'
import { PROOF_SLIP_PATH } from './guesses'
import type { Id360Client, Id360ClientOptions, Id360Download } from './id360-client'
import { openDownload } from './open-download'
import type { TokenCalls } from './token-calls'

const DEFAULT_MAX_BYTES = 64 * 1024 * 1024

type EvidenceOptions = Pick<
  Id360ClientOptions,
  'timeouts' | 'maxReportBytes' | 'maxBinaryBytes' | 'proofSlipPath'
>

/** What proves an identification: report, archived report, PDF, idclaim, documents. Streams, never whole in memory. */
export function evidenceCalls(
  { get, urlOf }: TokenCalls,
  baseUrl: string,
  options: EvidenceOptions,
): Pick<Id360Client, 'report' | 'archivedReport' | 'proofSlip' | 'idclaim' | 'documentFile'> {
  const { timeouts = {}, proofSlipPath = PROOF_SLIP_PATH } = options
  const { maxReportBytes = DEFAULT_MAX_BYTES, maxBinaryBytes = DEFAULT_MAX_BYTES } = options

  const download = (operation: string, url: string, accept: string, maxBytes: number) =>
    get<Id360Download>(
      {
        operation,
        url,
        // Uncompressed: the announced length then counts the very bytes that are kept as evidence.
        headers: { accept, 'accept-encoding': 'identity' },
      },
      async (exchange) =>
        openDownload(exchange, {
          maxBytes,
          idleMs: timeouts.downloadIdleMs ?? 30_000,
          totalMs: timeouts.downloadTotalMs ?? 600_000,
        }),
    )

  return {
    report: async (id, { draft = false } = {}) => {
      const path = `/enrollment/{id}/report${draft ? '?allow_draft=true' : ''}`
      return download('report', urlOf('report', path, id), 'application/json', maxReportBytes)
    },

    archivedReport: async (id) => {
      const url = urlOf('archived_report', '/enrollment/{id}/report/archive', id)
      return download('archived_report', url, 'application/json', maxReportBytes)
    },

    proofSlip: async (id) =>
      download('proof_slip', urlOf('proof_slip', proofSlipPath, id), '*/*', maxBinaryBytes),

    idclaim: async (id) =>
      download('idclaim', urlOf('idclaim', '/enrollment/{id}/idclaim', id), '*/*', maxBinaryBytes),

    documentFile: async (url) => download('document_file', documentUrl(baseUrl, url), '*/*', maxBinaryBytes),
  }
}
