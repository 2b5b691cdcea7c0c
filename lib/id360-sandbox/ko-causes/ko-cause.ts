import type { DocumentType } from '../documents/document-types'
import type { Label } from '../processes'

export type StatusCode = { code: string; message: string }

/** A failed check of the validator report, before the identity's values are filled in. */
export type FailedCheck = { ref: string; fields: string[]; description: string; message: string }

/**
 * Why a file is KO, and in which of the five places of the report it can be read [wiki]:
 * status codes, validations, comparisons, custom checks, steps. A cause may leave places empty on purpose.
 */
export type KoCause = {
  key: string
  label: Label
  /** What `reason` says; the real wording is not documented [guess]. */
  reason: string | null
  statusCodes?: { status_code: StatusCode; where: string }[]
  validations?: FailedCheck[]
  /** Refs whose comparison fails. */
  comparisons?: string[]
  customs?: FailedCheck[]
  koStep?: { name: string; codes: StatusCode[] }
  invalidDocument?: DocumentType
  /** `all_status_code` instead of `all_status_codes`: seen in some versions [wiki]. */
  singularSpelling?: boolean
  /** The report has neither status codes nor finalizer reports. */
  bareReport?: boolean
  /** These stand under `all_status_code`, beside those of `all_status_codes`: one report with both spellings. */
  otherStatusCodes?: { status_code: StatusCode; where: string }[]
  /** The name compared first differs, the birth name is the one declared: one success is a pass [wiki]. */
  birthNameMatches?: boolean
  /** The front of the identity document is a HEIC picture, as phones make them. */
  heicDocument?: boolean
  /** The person had tried before: `previous_reports` has the earlier report. */
  secondAttempt?: boolean
  /** A step, keys and values nobody has documented. */
  unknownKeys?: boolean
}
