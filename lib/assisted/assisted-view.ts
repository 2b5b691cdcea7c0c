import type { AssistedDocument, ComparedDatum, SendState } from '@/db/schema/assisted'
import type { EnrollmentStatus } from '@/db/schema/enrollment'

export type { AssistedDocument, ComparedDatum, SendState }

/** Who did something in the flow, and when (epoch milliseconds). */
export type DoneBy = { at: number; staff: { id: string; name: string } }

/** Why nothing can be done here for the person. */
export type AssistedObstacle =
  /** The process has no assisted route. */
  | 'notAssisted'
  /** ID360 has not answered the creation yet, or it was never created. */
  | 'notCreated'
  /** ID360 never told the desk the key of this file. */
  | 'noKey'
  /** The file has ended. */
  | 'ended'

/** One page of a document as the desk knows it; the picture itself is never kept. */
export type AssistedPageView = DoneBy & {
  /** Counted from 0. */
  page: number
  state: SendState
  /** Bytes. */
  size: number | null
  mediaType: string | null
  /** A key of the messages `assisted.failures`. */
  failure: string | null
}

export type AssistedDocumentView = {
  /** null until the first page was sent: then it is settled. */
  totalPages: number | null
  pages: AssistedPageView[]
  /** Every page was accepted by ID360. */
  complete: boolean
  /** Bytes that pages may still have, all together. */
  bytesLeft: number
}

export type ComparisonView = DoneBy & {
  name: ComparedDatum
  /** A name as sent; of a birth date nothing but its form (`HIDDEN_BIRTH_DATE`). */
  value: string
  locked: boolean
  state: SendState
}

/** The guided page: what is done, what is next, who else is there. */
export type AssistedView = {
  enrollmentId: string
  status: EnrollmentStatus
  obstacle: AssistedObstacle | null
  person: { lastName: string | null; firstName: string | null }
  clientReference: string | null
  process: { id: string; name: string; asksSelfie: boolean }
  /** null until the flow was opened once. */
  started: DoneBy | null
  /** Empty until the flow was opened once. */
  routes: string[]
  route: (DoneBy & { id: string }) | null
  consent: (DoneBy & { acceptedBiometry: boolean; wording: string }) | null
  /** The person refused what this process cannot do without: nothing more can be done here. */
  stopped: DoneBy | null
  comparisons: ComparisonView[]
  /** What the enrollment knows: the start of the form. */
  prefilled: Record<'name' | 'first_name', string | null>
  documents: Record<AssistedDocument, AssistedDocumentView>
  /** `none`: the process asks for no selfie; `skipped`: biometry was refused and ID360 allowed it. */
  selfie: 'needed' | 'skipped' | 'none'
  finish: (DoneBy & { state: SendState }) | null
  /** Other people, or this person elsewhere, who have the page open now. */
  others: { tabId: string; name: string; self: boolean; seenAt: number }[]
  /** Grows with every change of the flow. */
  revision: number
}
