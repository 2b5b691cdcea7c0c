import type { IdclaimForm } from '../idclaim/idclaim-forms'
import type { Status } from '../statuses'

/** What is known of one uploaded page: never its bytes. `md5` in hexadecimal, `size` in bytes. */
export type UploadedPage = {
  index: number
  size: number
  md5: string
  mediaType: string
  /** The file breaks off: nobody can read it. */
  broken?: boolean
}

export type Upload = { totalPages: number; pages: UploadedPage[] }

/** A step already done, as the report and the callbacks tell it. Times in epoch ms. */
export type DoneStep = { name: string; status: 'OK' | 'KO'; startedAt: number; finishedAt: number }

export type Identity = { last_name?: string; first_name?: string; birth_date?: string }

/** How the control API wants this enrollment to end when the journey is finished through the API. */
export type Scenario = {
  outcome?: 'OK' | 'KO' | 'CANCELED' | 'FAILED'
  koCause?: string
  identity?: Identity
}

/** How the control API wants the report to be answered. */
export type ReportScript = { status?: number; sizeBytes?: number; expired?: boolean }

/** What the control API changed in the report after the verdict: how often, and the verdict it now tells, if another. */
export type Revision = { count: number; status?: 'OK' | 'KO'; koCause?: string }

export type Comparison = { name: string; value: string; locked: boolean }

/** The personal fields of the creation, kept as they came: ID360 validates none [seed]. */
export type Person = Partial<
  Record<
    | 'last_name'
    | 'first_name'
    | 'email'
    | 'address_line_1'
    | 'address_line_2'
    | 'address_line_3'
    | 'zip_code'
    | 'city'
    | 'country'
    | 'phone_number'
    | 'group',
    string
  >
>

export type EnrollmentDetail = {
  creator: string
  browserCallbackUrl: string
  person: Person
  idclaimPhone: string | null
  routeId: number | null
  consent: { cgu: boolean; biometry: boolean; at: number } | null
  /** What the person typed on the identity screen. */
  declared: Identity
  comparisons: Comparison[]
  uploads: Record<string, Upload>
  steps: DoneStep[]
  koCause: string | null
  scenario: Scenario
  report: ReportScript
  revision?: Revision
  /** How its idclaim is signed; by default each in turn. */
  idclaimForm?: IdclaimForm
}

/** One enrollment as the sandbox keeps it; times in epoch ms. */
export type Enrollment = {
  id: number
  apiKey: string
  processUuid: string
  status: Status
  reason: string | null
  clientReference: string | null
  createdAt: number
  startedAt: number | null
  finishedAt: number | null
  detail: EnrollmentDetail
}

export type CallbackHeader = { name: string; value: string }

/** Where callbacks go. `on` empty means everything; `oldStyle` marks the single `callback_url` of older clients. */
export type Endpoint = { url: string; on: string[]; headers: CallbackHeader[]; oldStyle: boolean }

export type StoredEndpoint = Endpoint & { id: number }
