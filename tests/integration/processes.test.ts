import { eq } from 'drizzle-orm'
import { v4 as uuidv4 } from 'uuid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Context } from '@/lib/context'
import { createEnrollment } from '@/lib/enrollments/create-enrollment'
import type { DeskError } from '@/lib/errors'
import { type RunningSandbox, startSandbox } from '@/lib/id360-sandbox/start-sandbox'
import { apiCaller } from '@/lib/id360-sandbox/testing/api-caller'
import { changeProcess } from '@/lib/processes/change-process'
import { createGroup } from '@/lib/processes/create-group'
import { createProcess } from '@/lib/processes/create-process'
import { listGroups } from '@/lib/processes/list-groups'
import { listManagedGroups } from '@/lib/processes/list-managed-groups'
import { listManagedProcesses } from '@/lib/processes/list-managed-processes'
import { listProcesses } from '@/lib/processes/list-processes'
import { listGroupChoices, readProcess } from '@/lib/processes/read-process'
import { renameGroup } from '@/lib/processes/rename-group'
import { setGroupState } from '@/lib/processes/set-group-state'
import { setProcessState } from '@/lib/processes/set-process-state'
import { ENGINES, openTestDesk, type TestDesk } from '../fixtures/test-desk'

async function failureOf(call: Promise<unknown>): Promise<DeskError> {
  try {
    await call
  } catch (error) {
    return error as DeskError
  }
  throw new Error('the call succeeded, the test expected it to fail')
}

/** One that the sandbox knows, and no process of the test desk has. */
const SECOND = '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e102'

describe.each(ENGINES)('processes and groups on %s', (engine) => {
  let sandbox: RunningSandbox
  let desk: TestDesk
  let admin: Context
  let agent: Context

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, dataDir: ':memory:' })
    desk = await openTestDesk(engine, { id360BaseUrl: sandbox.url })
    admin = desk.as(desk.staff.admin)
    agent = desk.as(desk.staff.support)
  })
  afterAll(async () => {
    await desk.close()
    await sandbox.close()
  })

  let serial = 0
  const fresh = (fields: Record<string, unknown> = {}) => {
    serial += 1
    return { name: `Parcours ${serial}`, id360Uuid: uuidv4(), ...fields }
  }
  const enroll = (processId: string, groupId = desk.groupId) =>
    createEnrollment(agent, {
      submissionKey: uuidv4(),
      processId,
      groupId,
      language: 'fr',
      lastName: 'Œuvrard',
    })
  const auditOf = async (targetId: string) => {
    const { audit } = desk.store.tables
    const rows = await desk.store.read
      .select()
      .from(audit)
      .where(eq(audit.targetId, targetId))
      .orderBy(audit.id)
    return rows.map(({ action, actorId, details }) => ({ action, actorId, details }))
  }
  const change = async (processId: string, fields: Record<string, unknown>) => {
    const seen = await readProcess(admin, { processId })
    return changeProcess(admin, { processId, revision: seen.revision, fields: { ...seen.fields, ...fields } })
  }
  const offered = async () => (await listProcesses(agent, { purpose: 'form' })).map(({ id }) => id)

  it('keeps a process as it was typed, trimmed, and says in the audit who added it', async () => {
    const given = fresh({
      name: '  Crédit à l’été ',
      id360Uuid: ` ${uuidv4().toUpperCase()} `,
      byLink: false,
      makesIdclaim: true,
      defaultLanguage: 'en',
      defaultGroupId: desk.groupId,
      browserCallbackUrl: 'https://www.example.org/merci?de=desk',
      notifyOn: 'C,E,C',
    })
    const id = await createProcess(admin, given)
    const { fields, used, state } = await readProcess(admin, { processId: id })
    expect(fields).toEqual({
      name: 'Crédit à l’été',
      id360Uuid: given.id360Uuid.trim().toLowerCase(),
      environment: null,
      byLink: false,
      assisted: true,
      makesIdclaim: true,
      asksSelfie: true,
      defaultLanguage: 'en',
      defaultGroupId: desk.groupId,
      browserCallbackUrl: 'https://www.example.org/merci?de=desk',
      notifyOn: 'E,C',
    })
    expect({ used, state }).toEqual({ used: false, state: 'active' })
    expect(await auditOf(id)).toEqual([
      { action: 'process.added', actorId: desk.staff.admin.id, details: fields },
    ])
    const listed = (await listManagedProcesses(admin)).find((one) => one.id === id)
    expect(listed).toMatchObject({
      defaultGroup: { name: 'Agence de Lyon' },
      elsewhere: false,
      offered: true,
    })
  })

  it.each([
    ['no name', { name: '  ' }, { name: 'required' }],
    ['an endless name', { name: 'x'.repeat(121) }, { name: 'tooLong' }],
    ['a name that turns the reading order', { name: 'A\u202eB' }, { name: 'controlCharacters' }],
    ['no UUID', { id360Uuid: ' ' }, { id360Uuid: 'required' }],
    ['half a UUID', { id360Uuid: '3f1c9a52-7d0e' }, { id360Uuid: 'uuid' }],
    ['neither way', { byLink: false, assisted: false }, { byLink: 'noWay' }],
    [
      'a script as landing',
      { browserCallbackUrl: 'javascript:alert(1)' },
      { browserCallbackUrl: 'webAddress' },
    ],
    [
      'a password in it',
      { browserCallbackUrl: 'https://a:b@example.org' },
      { browserCallbackUrl: 'webAddress' },
    ],
    ['an unknown letter', { notifyOn: 'E,X' }, { notifyOn: 'invalid' }],
    ['an unknown group', { defaultGroupId: 'nobody' }, { defaultGroupId: 'unknownGroup' }],
    ['two things', { name: '', id360Uuid: 'x' }, { name: 'required', id360Uuid: 'uuid' }],
  ])('%s is refused beside the field, and nothing is kept', async (_, fields, fieldErrors) => {
    const before = await listManagedProcesses(admin)
    const failure = await failureOf(createProcess(admin, fresh(fields)))
    expect(failure).toMatchObject({ code: 'INVALID', fieldErrors })
    expect(await listManagedProcesses(admin)).toEqual(before)
  })

  it('wants https for where people land, in front of a real ID360', async () => {
    const real = { ...admin, settings: { ...admin.settings, ID360_ENVIRONMENT: 'production' as const } }
    const failure = await failureOf(createProcess(real, fresh({ browserCallbackUrl: 'http://example.org' })))
    expect(failure.fieldErrors).toEqual({ browserCallbackUrl: 'httpsAddress' })
  })

  it('takes a UUID or a name once, however it is written and however many ask at once', async () => {
    const one = fresh()
    await createProcess(admin, one)
    expect(
      (await failureOf(createProcess(admin, fresh({ id360Uuid: one.id360Uuid.toUpperCase() })))).fieldErrors,
    ).toEqual({ id360Uuid: 'uuidTaken' })
    expect(
      (await failureOf(createProcess(admin, fresh({ name: one.name.toUpperCase() })))).fieldErrors,
    ).toEqual({ name: 'nameTaken' })

    const name = 'Ensemble'
    const answers = await Promise.allSettled(
      Array.from({ length: 8 }, () => createProcess(admin, fresh({ name }))),
    )
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const groups = await Promise.allSettled(Array.from({ length: 8 }, () => createGroup(admin, { name })))
    expect(groups.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const refused = groups.find((answer) => answer.status === 'rejected')
    expect(refused?.reason).toMatchObject({ code: 'INVALID', fieldErrors: { name: 'nameTaken' } })
  })

  it('changes a process, and records what it was and what it is', async () => {
    const id = await createProcess(admin, fresh())
    await change(id, { name: 'Autrement', notifyOn: '', asksSelfie: false })
    const { fields } = await readProcess(admin, { processId: id })
    expect(fields).toMatchObject({ name: 'Autrement', notifyOn: '', asksSelfie: false })
    expect((await auditOf(id)).at(-1)).toEqual({
      action: 'process.changed',
      actorId: desk.staff.admin.id,
      details: {
        'name.before': `Parcours ${serial}`,
        'name.after': 'Autrement',
        'asksSelfie.before': true,
        'asksSelfie.after': false,
        'notifyOn.before': null,
        'notifyOn.after': '',
      },
    })
    await change(id, {})
    expect(await auditOf(id)).toHaveLength(2)
  })

  it('tells the second of two administrators that the first has changed it meanwhile', async () => {
    const id = await createProcess(admin, fresh())
    const seen = await readProcess(admin, { processId: id })
    const save = (fields: object) =>
      changeProcess(admin, { processId: id, revision: seen.revision, fields: { ...seen.fields, ...fields } })
    const answers = await Promise.allSettled([save({ makesIdclaim: true }), save({ defaultLanguage: 'en' })])
    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toHaveLength(1)
    expect(refused[0]?.reason).toMatchObject({
      code: 'CONFLICT',
      userMessage: { key: 'process.changedMeanwhile' },
    })
    expect(await auditOf(id)).toHaveLength(2)
  })

  it('asks ID360 for the notifications that the process wants, or else for those of the setting', async () => {
    const id = await createProcess(admin, fresh({ id360Uuid: SECOND, notifyOn: 'F' }))
    const asked: unknown[] = []
    for (const notifyOn of ['F', 'E,C', '', null]) {
      await change(id, { notifyOn })
      const { enrollmentId } = await enroll(id)
      const { enrollment } = desk.store.tables
      const [row] = await desk.store.read.select().from(enrollment).where(eq(enrollment.id, enrollmentId))
      const { body } = await apiCaller(sandbox.url).control('GET', `/enrollments/${row?.id360Id}`)
      asked.push((body as { endpoints: { on: string[] }[] }).endpoints[0]?.on)
    }
    expect(asked).toEqual([['F'], ['E', 'C'], [], desk.settings.ID360_NOTIFY_ON])
    // It is used now: what its enrollments were made of stays said.
    expect((await readProcess(admin, { processId: id })).used).toBe(true)
    expect((await failureOf(change(id, { id360Uuid: uuidv4() }))).fieldErrors).toEqual({
      id360Uuid: 'uuidInUse',
    })
  })

  it('does not offer a retired process, refuses it, and takes it up again', async () => {
    const id = await createProcess(admin, fresh())
    expect(await offered()).toContain(id)
    await setProcessState(admin, { processId: id, state: 'retired' })
    await setProcessState(admin, { processId: id, state: 'retired' })
    expect(await offered()).not.toContain(id)
    expect((await failureOf(enroll(id))).fieldErrors).toEqual({ processId: 'unknownProcess' })
    const filter = await listProcesses(agent, { purpose: 'filter' })
    expect(filter.find((one) => one.id === id)?.state).toBe('retired')
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(['process.added', 'process.changed'])
    await setProcessState(admin, { processId: id, state: 'active' })
    expect(await offered()).toContain(id)
  })

  it('shows a process of another ID360, and offers it to nobody', async () => {
    const id = await createProcess(admin, fresh({ environment: 'production' }))
    const listed = (await listManagedProcesses(admin)).find((one) => one.id === id)
    expect(listed).toMatchObject({ elsewhere: true, offered: false })
    expect(await offered()).not.toContain(id)
    expect((await failureOf(enroll(id))).fieldErrors).toEqual({ processId: 'unknownProcess' })
    await change(id, { environment: 'sandbox' })
    expect(await offered()).toContain(id)
  })

  it('renames a group, and tells who comes too late', async () => {
    const id = await createGroup(admin, { name: 'Guichet nord' })
    await renameGroup(admin, { groupId: id, from: 'Guichet nord', name: ' Guichet est ' })
    const late = renameGroup(admin, { groupId: id, from: 'Guichet nord', name: 'Guichet ouest' })
    expect(await failureOf(late)).toMatchObject({ code: 'CONFLICT' })
    const taken = renameGroup(admin, { groupId: id, from: 'Guichet est', name: 'agence de lyon' })
    expect((await failureOf(taken)).fieldErrors).toEqual({ name: 'nameTaken' })
    expect((await failureOf(createGroup(admin, { name: 'a\nb' }))).fieldErrors).toEqual({
      name: 'controlCharacters',
    })
    expect((await auditOf(id)).map(({ action, details }) => [action, details])).toEqual([
      ['group.added', { name: 'Guichet nord' }],
      ['group.changed', { 'name.before': 'Guichet nord', 'name.after': 'Guichet est' }],
    ])
  })

  it('does not offer a retired group, not even as the default of a process that has it', async () => {
    const groupId = await createGroup(admin, { name: 'Bientôt fermée' })
    const processId = await createProcess(admin, fresh({ defaultGroupId: groupId }))
    const preset = async () =>
      (await listProcesses(agent, { purpose: 'form' })).find(({ id }) => id === processId)?.defaultGroupId
    expect(await preset()).toBe(groupId)
    await setGroupState(admin, { groupId, state: 'retired' })
    expect(await preset()).toBeNull()
    const { groups } = await listGroups(agent, { purpose: 'form' })
    expect(groups.map(({ id }) => id)).not.toContain(groupId)
    expect((await failureOf(enroll(desk.processId, groupId))).fieldErrors).toEqual({
      groupId: 'unknownGroup',
    })
    expect((await listGroupChoices(admin)).map(({ id }) => id)).not.toContain(groupId)

    // What was chosen before stays until it is changed; nobody can choose it anew.
    await change(processId, { asksSelfie: false })
    const { groups: choices, fields } = await readProcess(admin, { processId })
    expect(fields.defaultGroupId).toBe(groupId)
    expect(choices).toContainEqual({ id: groupId, name: 'Bientôt fermée', state: 'retired' })
    const other = createProcess(admin, fresh({ defaultGroupId: groupId }))
    expect((await failureOf(other)).fieldErrors).toEqual({ defaultGroupId: 'unknownGroup' })
    await setGroupState(admin, { groupId, state: 'active' })
    expect(await preset()).toBe(groupId)
  })

  it('names who is limited to a group, and counts who may use them all', async () => {
    const groupId = await createGroup(admin, { name: 'Réservée' })
    const { staff } = desk.store.tables
    await desk.store.tx((tx) =>
      tx
        .update(staff)
        .set({ groupIds: [groupId] })
        .where(eq(staff.id, desk.staff.support.id))
        .returning({ id: staff.id }),
    )
    const { groups, unlimitedStaff } = await listManagedGroups(admin)
    expect(groups.find(({ id }) => id === groupId)?.limitedStaff).toEqual(['support person'])
    expect(groups.find(({ id }) => id === desk.groupId)?.limitedStaff).toEqual([])
    expect(unlimitedStaff).toBe(3)
    const elsewhere = desk.as({ ...desk.staff.admin, groupIds: [desk.groupId] })
    const seen = (await listManagedGroups(elsewhere)).groups.find(({ id }) => id === groupId)
    expect(seen).toMatchObject({ name: 'Réservée', limitedStaff: [], otherStaff: 1 })
  })

  it('is for administrators and the desk itself, and for nobody else', async () => {
    const calls: ((ctx: Context) => Promise<unknown>)[] = [
      (ctx) => createProcess(ctx, fresh()),
      (ctx) => changeProcess(ctx, { processId: desk.processId, revision: '', fields: fresh() }),
      (ctx) => setProcessState(ctx, { processId: desk.processId, state: 'retired' }),
      (ctx) => createGroup(ctx, { name: 'Intrus' }),
      (ctx) => renameGroup(ctx, { groupId: desk.groupId, from: 'Agence de Lyon', name: 'Intrus' }),
      (ctx) => setGroupState(ctx, { groupId: desk.groupId, state: 'retired' }),
      (ctx) => listManagedProcesses(ctx),
      (ctx) => listManagedGroups(ctx),
      (ctx) => listGroupChoices(ctx),
      (ctx) => readProcess(ctx, { processId: desk.processId }),
    ]
    for (const call of calls) {
      for (const role of ['support', 'compliance', 'manager'] as const) {
        expect((await failureOf(call(desk.as(desk.staff[role])))).code).toBe('FORBIDDEN')
      }
      expect((await failureOf(call(desk.as({ kind: 'anonymous' })))).code).toBe('SIGNED_OUT')
      expect((await failureOf(call(desk.as({ kind: 'callback' })))).code).toBe('SIGNED_OUT')
    }
    const { fields } = await readProcess(admin, { processId: desk.processId })
    expect(fields.name).toBe('Ouverture de compte')
    expect((await auditOf(desk.processId))[0]?.actorId).toBe('test')
  })

  it('answers not found for what does not exist', async () => {
    const nowhere = { processId: 'nowhere', revision: '', fields: fresh() }
    expect((await failureOf(readProcess(admin, { processId: 'nowhere' }))).code).toBe('NOT_FOUND')
    expect((await failureOf(readProcess(admin, { processId: 'x'.repeat(99) }))).code).toBe('NOT_FOUND')
    expect((await failureOf(changeProcess(admin, nowhere))).code).toBe('NOT_FOUND')
    const gone = [
      setProcessState(admin, { processId: 'nowhere', state: 'retired' }),
      setGroupState(admin, { groupId: 'nowhere', state: 'retired' }),
      renameGroup(admin, { groupId: 'nowhere', from: 'a', name: 'b' }),
    ]
    for (const call of gone) expect((await failureOf(call)).code).toBe('NOT_FOUND')
  })
})
