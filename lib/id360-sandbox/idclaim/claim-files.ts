import { documentPages } from '../documents/document-pages'
import { toId360TimeOrNull } from '../id360-time'
import { documentIdentity } from '../journey/document-identity'
import type { Process } from '../processes'
import { proofSlip } from '../proof-slip/proof-slip'
import type { Enrollment } from '../store/enrollment'
import type { DataFile } from './data-file'

/** What an idclaim claims: the identity as JSON, the same as a PDF, the portrait. The real content is a [guess]. */
export async function claimFiles(enrollment: Enrollment, process: Process): Promise<DataFile[]> {
  const claim = {
    id: enrollment.id,
    process: process.uuid,
    level: process.level,
    identity: documentIdentity(enrollment),
    authenticators: { phone_number: enrollment.detail.idclaimPhone },
    issued_at: toId360TimeOrNull(enrollment.finishedAt),
  }
  const [portrait] = await documentPages(enrollment, 'selfie')
  return [
    {
      name: 'idclaim.json',
      mediaType: 'application/json',
      bytes: Buffer.from(JSON.stringify(claim, null, 2)),
    },
    {
      name: 'attestation.pdf',
      mediaType: 'application/pdf',
      bytes: await proofSlip(enrollment, process),
    },
    ...(portrait ? [{ name: 'portrait.png', mediaType: portrait.mediaType, bytes: portrait.bytes }] : []),
  ]
}
