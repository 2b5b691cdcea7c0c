import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { StaffActor } from '@/lib/context'
import { contextFor, type Desk, openDesk } from '@/lib/desk'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import type { EnrollmentFormInput } from '@/lib/enrollments/enrollment-input'
import { parseSettings } from '@/lib/env'
import { id360IdOf } from './sandbox-control'

export type DemoEnrollment = {
  id: string
  reference: string
  id360Id: number
  /** Its page. */
  address: string
}

export type Given = Omit<Partial<EnrollmentFormInput>, 'processId' | 'groupId' | 'clientReference'> & {
  process?: string
  group?: string
}

/**
 * An enrollment of the demo's support agent, made by the desk's own verb at the run's ID360 without a browser: for tests
 * that begin where there is one. The form has tests of its own.
 */
export async function demoEnrollment(reference: string, given: Given = {}): Promise<DemoEnrollment> {
  const desk = openDesk(
    parseSettings({
      DATA_DIR: process.env.DESK_DATA_DIR,
      ID360_BASE_URL: process.env.SANDBOX_URL,
      PUBLIC_URL: process.env.DESK_URL,
      LOG_LEVEL: 'silent',
    }),
  )
  try {
    const { process: processName = 'Vérification simple', group = 'Agence de Lyon', ...person } = given
    const { process: processTable, usageGroup } = desk.store.tables
    const idOf = async (table: typeof processTable | typeof usageGroup, name: string) => {
      const [row] = await desk.store.read.select({ id: table.id }).from(table).where(eq(table.name, name))
      if (!row) throw new Error(`the demo has no ${name}`)
      return row.id
    }
    const { enrollmentId, outcome } = await createEnrollment(contextFor(await supportAgent(desk), desk), {
      submissionKey: uuidv7(),
      processId: await idOf(processTable, processName),
      groupId: await idOf(usageGroup, group),
      language: 'fr',
      ...person,
      clientReference: reference,
    })
    if (outcome !== 'created') throw new Error(`${reference} is ${outcome}`)
    const address = `/enrollments/${enrollmentId}`
    return { id: enrollmentId, reference, id360Id: await id360IdOf(reference), address }
  } finally {
    await desk.close()
  }
}

async function supportAgent({ store }: Desk): Promise<StaffActor> {
  const { staff } = store.tables
  const [row] = await store.read.select().from(staff).where(eq(staff.email, 'support@desk.example'))
  if (!row) throw new Error('the demo has no support agent')
  const { id, name, email, roles, groupIds, language, theme } = row
  return { kind: 'staff', id, name, email, roles, groupIds, language, theme, sessionId: 'none' }
}
