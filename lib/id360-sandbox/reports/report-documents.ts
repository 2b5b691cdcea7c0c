import { documentPages } from '../documents/document-pages'
import { collectedTypes, documentId } from '../documents/document-types'
import { findKoCause } from '../ko-causes'
import type { ProcessStep } from '../processes'
import type { Enrollment } from '../store/enrollment'

/**
 * `documents` of the report: COLLECTED until the verdict, then VALID or INVALID [client, wiki]. The addresses are
 * relative, as seen [client]; each hash is that of the bytes which are served.
 */
export async function reportDocuments(enrollment: Enrollment, steps: readonly ProcessStep[]) {
  const { koCause } = enrollment.detail
  const invalid = koCause ? findKoCause(koCause)?.invalidDocument : undefined
  const judged = enrollment.status === 'OK' || enrollment.status === 'KO'
  const documents = collectedTypes(enrollment, steps).map(async (type) => {
    const id = documentId(enrollment.id, type)
    const pages = await documentPages(enrollment, type)
    const files = pages.map((page, index) => ({
      url: `/document/${id}/file_contents/?page_number=${index}`,
      hash: page.md5,
      hash_algorithm: 'MD5',
    }))
    return [
      type,
      { name: type, status: judged ? (type === invalid ? 'INVALID' : 'VALID') : 'COLLECTED', files },
    ] as const
  })
  return Object.fromEntries(await Promise.all(documents))
}
