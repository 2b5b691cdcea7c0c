import type { Column, Table } from 'drizzle-orm'
import type { Tables } from '@/db/schema'
import type { ComparedDatum } from '@/db/schema/assisted'
import { comparedPurpose } from '@/lib/assisted/compared-value'
import { callbackPurpose, quarantinePurpose } from '@/lib/callbacks/record-callback'
import { apiKeyPurpose } from '@/lib/enrollments/api-key'
import { detailsPurpose } from '@/lib/enrollments/enrollment-details'
import { totpPurpose } from '@/lib/staff/totp-purpose'

/** A column that holds what `seal` makes, and how a row of it is found and opened. */
export type SealedColumn = {
  table: Table
  column: Column
  /** The primary key, in its order. */
  key: readonly Column[]
  /** Holds the id of whom the value was sealed for: an enrollment, a member of staff. */
  owner: Column
  /** What a value was sealed for; `key` holds the row's values of the columns of `key`. */
  purpose(owner: string, key: readonly string[]): string
}

/** Every sealed column of the schema (a test finds one that is missing here). */
export function sealedColumns({
  enrollment,
  callback,
  quarantine,
  assistedComparison,
  staff,
}: Tables): SealedColumn[] {
  const ofStaff = { table: staff, key: [staff.id], owner: staff.id }
  const ofEnrollment = { table: enrollment, key: [enrollment.id], owner: enrollment.id }
  return [
    { ...ofStaff, column: staff.sealedTotp, purpose: totpPurpose },
    { ...ofStaff, column: staff.sealedPendingTotp, purpose: totpPurpose },
    { ...ofEnrollment, column: enrollment.sealedDetails, purpose: detailsPurpose },
    { ...ofEnrollment, column: enrollment.sealedApiKey, purpose: apiKeyPurpose },
    {
      table: callback,
      column: callback.sealedBody,
      key: [callback.id],
      owner: callback.enrollmentId,
      purpose: callbackPurpose,
    },
    {
      table: quarantine,
      column: quarantine.sealedBody,
      key: [quarantine.id],
      owner: quarantine.enrollmentId,
      purpose: quarantinePurpose,
    },
    {
      table: assistedComparison,
      column: assistedComparison.sealedValue,
      key: [assistedComparison.enrollmentId, assistedComparison.name],
      owner: assistedComparison.enrollmentId,
      purpose: (enrollmentId, [, name]) => comparedPurpose(enrollmentId, name as ComparedDatum),
    },
  ]
}
