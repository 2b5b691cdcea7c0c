'use server'

import { staffAction } from '@/app/_actions/action-client'
import { unparsed } from '@/app/_actions/unparsed'
import type { StaffContext } from '@/app/_auth/staff-context'
import { type EnrollmentView, getEnrollment } from '@/lib/enrollments/get-enrollment'
import { listEnrollments } from '@/lib/enrollments/list-enrollments'
import { DeskError } from '@/lib/errors'

export type FoundEnrollment = {
  id: string
  status: EnrollmentView['status']
  /** null: no name, or none for this person's eyes. */
  name: string | null
  reference: string | null
}

const SHOWN = 8
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i

/** A few enrollments for the command palette: by name, reference, e-mail or ID360 id, or the one with this very id. */
export const searchEnrollmentsAction = staffAction
  .inputSchema(unparsed<{ search: string }>())
  .action(async ({ parsedInput, ctx }): Promise<FoundEnrollment[]> => {
    const search = String(parsedInput?.search ?? '').trim()
    if (UUID.test(search)) return byId(ctx.desk, search.toLowerCase())
    const { rows } = await listEnrollments(ctx.desk, { search, pageSize: 25 })
    return rows.slice(0, SHOWN).map((row) => ({
      id: row.id,
      status: row.status,
      name: nameOf(row),
      reference: row.clientReference ?? row.id360Id,
    }))
  })

async function byId(ctx: StaffContext, enrollmentId: string): Promise<FoundEnrollment[]> {
  try {
    const { id, status, person, clientReference, id360Id } = await getEnrollment(ctx, { enrollmentId })
    return [{ id, status, name: person && nameOf(person), reference: clientReference ?? id360Id }]
  } catch (error) {
    if (error instanceof DeskError && error.code === 'NOT_FOUND') return []
    throw error
  }
}

const nameOf = (person: { lastName: string | null; firstName: string | null }) =>
  [person.firstName, person.lastName].filter(Boolean).join(' ') || null
