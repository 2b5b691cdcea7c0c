import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import { maskSecrets } from '@/lib/evidence/mask'
import { parseCallback } from '@/lib/id360/callback'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { changePreferences } from '@/lib/staff/change-preferences'
import { changeStaffAccess } from '@/lib/staff/change-staff-access'
import { inviteStaff } from '@/lib/staff/invite-staff'
import { addEnrollment } from '../fixtures/add-enrollment'
import { sendCallback } from '../fixtures/send-callback'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

/** As a hostile browser sends it: JSON.parse makes `__proto__` a field of its own. */
const POLLUTING =
  '"__proto__":{"polluted":"yes","roles":["admin"]},"constructor":{"prototype":{"polluted":"yes"}}'
const smuggling = <T extends object>(input: T, more: object = {}): T =>
  JSON.parse(JSON.stringify({ ...input, ...more }).replace(/^\{/, `{${POLLUTING},`))

describe.each(ENGINES)('fields that no form has, on %s,', (engine) => {
  let sandbox: RunningSandbox
  let desk: TestDesk
  beforeEach(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    desk = await openTestDesk(engine, { id360BaseUrl: sandbox.url })
  })
  afterEach(async () => {
    expect(({} as { polluted?: string }).polluted).toBeUndefined()
    desk.id360.close()
    await desk.close()
    await sandbox.close()
  })

  const staffRow = async (id: string) => {
    const { staff } = desk.store.tables
    const [row] = await desk.store.read.select().from(staff).where(eq(staff.id, id))
    return row
  }

  test('change nothing but what the form is for', async () => {
    const { support, admin } = desk.staff
    const before = await staffRow(support.id)
    const raised = { roles: ['admin'], groupIds: null, state: 'active', email: 'x@example.org', id: admin.id }
    await changePreferences(desk.as(support), smuggling({ theme: 'dark' as const }, raised))
    expect(await staffRow(support.id)).toEqual({ ...before, theme: 'dark' })

    const invited = await inviteStaff(
      desk.as(admin),
      smuggling(
        {
          email: 'new@desk.example',
          name: 'Nouvelle',
          roles: ['support'],
          groupIds: [desk.groupId],
          language: 'fr',
        },
        { passwordHash: 'x', id: admin.id, totpSince: 1, oidcSubject: 'x', lastSignInAt: 1 },
      ),
    )
    expect(await staffRow(invited.staffId)).toMatchObject({
      passwordHash: null,
      roles: ['support'],
      groupIds: [desk.groupId],
      totpSince: null,
      oidcSubject: null,
      lastSignInAt: null,
    })

    await changeStaffAccess(
      desk.as(admin),
      smuggling(
        { staffId: support.id, roles: ['manager'], groupIds: null },
        { name: 'Other', passwordHash: null },
      ),
    )
    expect(await staffRow(support.id)).toEqual({ ...before, theme: 'dark', roles: ['manager'] })
  })

  test('make an enrollment no other than its form says', async () => {
    const { enrollmentId } = await createEnrollment(
      desk.as(desk.staff.support),
      smuggling(
        {
          submissionKey: uuidv7(),
          processId: desk.processId,
          groupId: desk.groupId,
          language: 'fr' as const,
          clientReference: 'REF-1',
        },
        { status: 'OK', createdBy: desk.staff.admin.id, id: uuidv7(), inboxId: 'x', verdict: 'OK' },
      ),
    )
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
    expect(row).toMatchObject({ status: 'NEW', createdBy: desk.staff.support.id })
  })

  test('of a callback or a report reach nothing beyond it', async () => {
    const body = `{${POLLUTING},"status":"KO","__proto__":{"status":"OK"}}`
    expect(parseCallback(Buffer.from(body))).toMatchObject({ status: 'KO' })
    const added = await addEnrollment(desk)
    await sendCallback(desk, added, body)
    const { enrollment } = desk.store.tables
    const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, added.id))
    expect(row?.status).toBe('KO')
    expect(Object.getPrototypeOf(maskSecrets(JSON.parse(body)))).toBe(Object.prototype)
  })
})
