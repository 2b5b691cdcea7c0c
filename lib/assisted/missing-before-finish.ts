import type { AssistedDocument } from '@/db/schema/assisted'
import type { AssistedRefusal } from './assisted-refusal'
import type { FlowRow } from './take-flow'

type Page = {
  document: AssistedDocument
  state: string
  totalPages: number
  failure: string | null
}

/** Every page of the document was accepted by ID360. */
export function isComplete(pages: readonly Page[], document: AssistedDocument): boolean {
  const sent = pages.filter((one) => one.document === document && one.state === 'sent')
  return sent[0] !== undefined && sent.length === sent[0].totalPages
}

/** Whether the selfie is still to come: not where biometry was refused, not where the process asks for none. */
export function selfieOf(
  process: { asksSelfie: boolean },
  flow: Pick<FlowRow, 'acceptedBiometry'> | null,
): 'needed' | 'skipped' | 'none' {
  if (!process.asksSelfie) return 'none'
  return flow?.acceptedBiometry === false ? 'skipped' : 'needed'
}

/**
 * What is missing before the end, by its key; null when nothing is. Routes carry no more than a number, so the desk does
 * not know which documents one takes: a selfie that ID360 refused is ID360's to miss.
 */
export function missingBeforeFinish(
  process: { asksSelfie: boolean },
  flow: Pick<FlowRow, 'acceptedBiometry'>,
  pages: readonly Page[],
): AssistedRefusal | null {
  if (pages.some(({ state }) => state === 'sending')) return 'pageUnderWay'
  if (!isComplete(pages, 'id_document_image')) return 'missingDocument'
  const selfie = pages.find(({ document }) => document === 'selfie_image_upload')
  const refusedById360 = selfie?.state === 'failed' && selfie.failure === 'refused'
  const lacksSelfie = selfieOf(process, flow) === 'needed' && selfie?.state !== 'sent'
  return lacksSelfie && !refusedById360 ? 'missingSelfie' : null
}
