import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { chooseRoute } from '@/lib/assisted/choose-route'
import { finishAssisted } from '@/lib/assisted/finish-assisted'
import { giveConsent } from '@/lib/assisted/give-consent'
import { leavePresence } from '@/lib/assisted/leave-presence'
import { notePresence } from '@/lib/assisted/note-presence'
import { readAssisted } from '@/lib/assisted/read-assisted'
import { sendComparisons } from '@/lib/assisted/send-comparisons'
import { startAssisted } from '@/lib/assisted/start-assisted'
import type { Context } from '@/lib/context'
import { readRevision } from '@/lib/enrollments/read-revision'
import { readTimeline } from '@/lib/enrollments/read-timeline'
import { reconcileEnrollment } from '@/lib/enrollments/reconcile-enrollment'
import { createProcess } from '@/lib/processes/create-process'
import { createStaff } from '@/lib/staff/create-staff'
import { addEnrollment } from '../fixtures/add-enrollment'
import { type AssistedDesk, CONSENT, failureOf, openAssistedDesk, PICTURES } from '../fixtures/assisted-desk'
import { ENGINES } from '../fixtures/test-desk'

const UUID = '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e10'

describe.each(ENGINES)('the steps of the assisted flow on %s', (engine) => {
  let here: AssistedDesk
  let agent: Context
  let colleague: Context
  let twoRoutes: string
  let counter: string
  let linkOnly: string

  beforeAll(async () => {
    here = await openAssistedDesk(engine)
    agent = here.agent
    const { desk } = here
    const id = await createStaff(desk.system, {
      email: 'colleague@desk.example',
      name: 'Colleague person',
      password: 'password-colleague',
      roles: ['support'],
    })
    colleague = desk.as({ ...desk.staff.support, id, name: 'Colleague person' })
    const process = (last: number, name: string) =>
      createProcess(desk.system, { id360Uuid: `${UUID}${last}`, name })
    twoRoutes = await process(4, 'Deux routes')
    counter = await process(5, 'Contrôle au guichet')
    linkOnly = await process(6, 'Parcours par lien seulement')
  })
  beforeEach(() => here.faults())
  afterAll(() => here.close())

  const flowFault = (path: string, rule: object) =>
    here.faults({ pathPattern: `/enrollment/flow/${path}`, times: 1, ...rule })

  describe('who may', () => {
    it('only support may, and the others are told so before anything is asked of ID360', async () => {
      const { enrollmentId } = await here.created()
      const before = await here.calls()
      const verbs = [
        (ctx: Context) => readAssisted(ctx, { enrollmentId }),
        (ctx: Context) => startAssisted(ctx, { enrollmentId }),
        (ctx: Context) => chooseRoute(ctx, { enrollmentId, routeId: '275128' }),
        (ctx: Context) => giveConsent(ctx, { enrollmentId, ...CONSENT }),
        (ctx: Context) => sendComparisons(ctx, { enrollmentId, locked: true, values: { name: 'X' } }),
        (ctx: Context) => here.upload(enrollmentId, PICTURES.front, {}, ctx),
        (ctx: Context) => finishAssisted(ctx, { enrollmentId }),
        (ctx: Context) => notePresence(ctx, { enrollmentId, tabId: 'tab' }),
        (ctx: Context) => leavePresence(ctx, { enrollmentId, tabId: 'tab' }),
      ]
      const { staff, as, groupId, otherGroupId } = here.desk
      for (const verb of verbs) {
        for (const role of ['compliance', 'manager', 'admin'] as const) {
          expect((await failureOf(verb(as(staff[role])))).code).toBe('FORBIDDEN')
        }
        expect((await failureOf(verb(as({ kind: 'anonymous' })))).code).toBe('SIGNED_OUT')
        const elsewhere = as({ ...staff.support, groupIds: [otherGroupId] })
        expect((await failureOf(verb(elsewhere))).code).toBe('NOT_FOUND')
      }
      expect(await here.calls()).toEqual(before)
      expect(await here.auditOf(enrollmentId)).toEqual([])
      const inGroup = as({ ...staff.support, groupIds: [groupId] })
      await startAssisted(inGroup, { enrollmentId })
    })
  })

  describe('what stands in the way', () => {
    it('a process without an assisted route says so before anything is asked', async () => {
      const { desk } = here
      const processId = await createProcess(desk.system, {
        id360Uuid: '00000000-0000-4000-8000-00000000abcd',
        name: 'Vidéo',
        assisted: false,
      })
      const { id } = await addEnrollment(desk)
      const { enrollment } = desk.store.tables
      await desk.store.tx((tx) => tx.update(enrollment).set({ processId }).where(eq(enrollment.id, id)))
      expect((await here.view(id)).obstacle).toBe('notAssisted')
      const before = await here.calls()
      expect((await failureOf(startAssisted(agent, { enrollmentId: id }))).userMessage.key).toBe(
        'assisted.notAssisted',
      )
      expect(await here.calls()).toEqual(before)
    })

    it('a process for which ID360 offers no route says so, and is asked again the next time', async () => {
      const { enrollmentId } = await here.created({ processId: linkOnly })
      for (let n = 0; n < 2; n += 1) {
        const failure = await failureOf(startAssisted(agent, { enrollmentId }))
        expect([failure.code, failure.userMessage.key]).toEqual(['NOT_READY', 'assisted.notAssisted'])
        expect(await here.view(enrollmentId)).toMatchObject({ obstacle: 'notAssisted', routes: [] })
      }
      const audit = await here.auditOf(enrollmentId)
      expect(audit).toEqual([{ action: 'assisted.started', details: { routes: 0 } }])
    })

    it.each([
      ['UNCONFIRMED', 'notCreated'],
      ['NOT_CREATED', 'notCreated'],
      ['OK', 'ended'],
      ['CANCELED', 'ended'],
      ['NEW', 'noKey'],
    ] as const)('an enrollment that is %s without a key answers %s', async (status, obstacle) => {
      const { id: enrollmentId } = await addEnrollment(here.desk, { status })
      expect((await here.view(enrollmentId)).obstacle).toBe(obstacle)
      const failure = await failureOf(startAssisted(agent, { enrollmentId }))
      expect([failure.code, failure.userMessage.key]).toEqual(['NOT_READY', `assisted.${obstacle}`])
    })

    it('a file that ended meanwhile takes no further step', async () => {
      const { enrollmentId, id360Id } = await here.consented()
      await here.api.control('POST', `/enrollments/${id360Id}/walk`, { outcome: 'CANCELED' })
      // The desk has not heard yet: ID360 refuses, and the agent is told what to do.
      const early = await failureOf(here.upload(enrollmentId, PICTURES.front))
      expect([early.code, early.userMessage.key]).toEqual(['CONFLICT', 'assisted.settled'])
      await reconcileEnrollment(agent, { enrollmentId })
      for (const step of [
        here.upload(enrollmentId, PICTURES.front),
        sendComparisons(agent, { enrollmentId, locked: false, values: { name: 'Exemple' } }),
        finishAssisted(agent, { enrollmentId }),
      ]) {
        expect((await failureOf(step)).userMessage.key).toBe('assisted.ended')
      }
    })

    it('steps cannot be skipped', async () => {
      const { enrollmentId } = await here.created({ processId: twoRoutes })
      const key = async (call: Promise<unknown>) => (await failureOf(call)).userMessage.key
      expect(await key(giveConsent(agent, { enrollmentId, ...CONSENT }))).toBe('assisted.notStarted')
      await startAssisted(agent, { enrollmentId })
      expect(await key(giveConsent(agent, { enrollmentId, ...CONSENT }))).toBe('assisted.routeFirst')
      await chooseRoute(agent, { enrollmentId, routeId: '275131' })
      expect(await key(here.upload(enrollmentId, PICTURES.front))).toBe('assisted.consentFirst')
      expect(await key(finishAssisted(agent, { enrollmentId }))).toBe('assisted.consentFirst')
      await giveConsent(agent, { enrollmentId, ...CONSENT })
      expect(await key(finishAssisted(agent, { enrollmentId }))).toBe('assisted.missingDocument')
    })
  })

  describe('the route', () => {
    it('a single one is taken by itself; starting again asks nothing', async () => {
      const { enrollmentId } = await here.created()
      await startAssisted(agent, { enrollmentId })
      const view = await here.view(enrollmentId)
      expect(view).toMatchObject({
        routes: ['275128'],
        route: { id: '275128', staff: { name: 'support person' } },
      })
      const before = await here.calls()
      await startAssisted(colleague, { enrollmentId })
      expect(await here.calls()).toEqual(before)
      expect((await here.auditOf(enrollmentId)).map(({ details }) => details)).toEqual([
        { routes: 1 },
        { routeId: '275128', alone: true },
      ])
    })

    it('of several one is chosen, may be changed until the consent, and not after', async () => {
      const { enrollmentId } = await here.created({ processId: twoRoutes })
      await startAssisted(agent, { enrollmentId })
      expect(await here.view(enrollmentId)).toMatchObject({ routes: ['275131', '275132'], route: null })
      const wrong = await failureOf(chooseRoute(agent, { enrollmentId, routeId: '1' }))
      expect([wrong.code, wrong.userMessage.key]).toEqual(['INVALID', 'assisted.unknownRoute'])
      await chooseRoute(agent, { enrollmentId, routeId: '275132' })
      await chooseRoute(colleague, { enrollmentId, routeId: '275131' })
      expect((await here.view(enrollmentId)).route).toMatchObject({
        id: '275131',
        staff: { name: 'Colleague person' },
      })
      await giveConsent(agent, { enrollmentId, ...CONSENT })
      await chooseRoute(agent, { enrollmentId, routeId: '275131' })
      const late = await failureOf(chooseRoute(agent, { enrollmentId, routeId: '275132' }))
      expect([late.code, late.userMessage.key]).toEqual(['CONFLICT', 'assisted.routeSettled'])
    })

    it('two agents who choose at once leave one route, and the desk and ID360 agree on it', async () => {
      const { enrollmentId, id360Id } = await here.created({ processId: twoRoutes })
      await startAssisted(agent, { enrollmentId })
      await here.api.control('PUT', '/faults', { latencyMs: 60 })
      const results = await Promise.allSettled([
        chooseRoute(agent, { enrollmentId, routeId: '275131' }),
        chooseRoute(colleague, { enrollmentId, routeId: '275132' }),
      ])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const { route } = await here.view(enrollmentId)
      const { body } = await here.api.control('GET', `/enrollments/${id360Id}`)
      const total = (body as { steps: { total: number } }).steps.total
      expect(total).toBe(route?.id === '275131' ? 5 : 2)
    })

    it('a choice that ID360 never answered leaves the way free', async () => {
      const { enrollmentId } = await here.created({ processId: twoRoutes })
      await startAssisted(agent, { enrollmentId })
      await flowFault('route', { action: 'stall' })
      const failure = await failureOf(chooseRoute(agent, { enrollmentId, routeId: '275131' }))
      expect([failure.code, failure.userMessage.key]).toEqual(['ID360', 'assisted.timedOut'])
      expect((await here.view(enrollmentId)).route).toBeNull()
      await chooseRoute(agent, { enrollmentId, routeId: '275132' })
      expect((await here.view(enrollmentId)).route?.id).toBe('275132')
    })

    it('a start that broke off between the routes and the choice is taken up again', async () => {
      const { enrollmentId } = await here.created()
      await flowFault('route', { action: 'status', status: 502 })
      expect((await failureOf(startAssisted(agent, { enrollmentId }))).userMessage.key).toBe(
        'assisted.id360Error',
      )
      expect(await here.view(enrollmentId)).toMatchObject({ routes: ['275128'], route: null })
      await startAssisted(colleague, { enrollmentId })
      expect((await here.view(enrollmentId)).route?.id).toBe('275128')
    })

    it('two tabs that start at once make one flow', async () => {
      const { enrollmentId } = await here.created()
      const results = await Promise.allSettled([
        startAssisted(agent, { enrollmentId }),
        startAssisted(colleague, { enrollmentId }),
      ])
      expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
      const actions = (await here.auditOf(enrollmentId)).map(({ action }) => action)
      expect(actions).toEqual(['assisted.started', 'assisted.route_chosen'])
    })
  })

  describe('the consent', () => {
    const started = async (processId?: string) => {
      const made = await here.created(processId === undefined ? {} : { processId })
      await startAssisted(agent, made)
      return made
    }
    const withoutBiometry = { ...CONSENT, acceptedBiometry: false }

    it('says who confirmed it, when, and which wording was read', async () => {
      const { enrollmentId } = await started()
      here.desk.setClock(here.desk.clock() + 5_000)
      expect(await giveConsent(agent, { enrollmentId, ...CONSENT })).toEqual({ stopped: false })
      expect((await here.view(enrollmentId)).consent).toEqual({
        at: here.desk.clock(),
        staff: { id: here.desk.staff.support.id, name: 'support person' },
        acceptedBiometry: true,
        wording: 'fr-1',
      })
      const { entries } = await readTimeline(agent, { enrollmentId })
      expect(entries.at(-1)).toMatchObject({
        action: 'assisted.consent_given',
        actorName: 'support person',
        details: { biometry: true, wording: 'fr-1' },
      })
    })

    it('refused biometry skips the selfie where ID360 allows it', async () => {
      const { enrollmentId } = await started(counter)
      expect(await giveConsent(agent, { enrollmentId, ...withoutBiometry })).toEqual({ stopped: false })
      expect(await here.view(enrollmentId)).toMatchObject({ selfie: 'skipped', stopped: null })
      const refused = await failureOf(
        here.upload(enrollmentId, PICTURES.face, { document: 'selfie_image_upload' }),
      )
      expect([refused.code, refused.userMessage.key]).toEqual(['INVALID', 'assisted.noSelfie'])
      await here.upload(enrollmentId, PICTURES.front)
      await finishAssisted(agent, { enrollmentId })
      expect((await reconcileEnrollment(agent, { enrollmentId })).status).toBe('OK')
    })

    it('refused biometry stops the flow where the process needs it, and says so', async () => {
      const { enrollmentId } = await started()
      expect(await giveConsent(agent, { enrollmentId, ...withoutBiometry })).toEqual({ stopped: true })
      expect(await here.view(enrollmentId)).toMatchObject({
        consent: null,
        stopped: { staff: { name: 'support person' } },
      })
      for (const step of [
        giveConsent(agent, { enrollmentId, ...CONSENT }),
        here.upload(enrollmentId, PICTURES.front),
        finishAssisted(agent, { enrollmentId }),
      ]) {
        expect((await failureOf(step)).userMessage.key).toBe('assisted.stopped')
      }
      expect((await here.auditOf(enrollmentId)).at(-1)).toEqual({
        action: 'assisted.consent_refused',
        details: { biometry: false, wording: 'fr-1' },
      })
    })

    it('is given once: the same answer again asks nothing, another one is refused', async () => {
      const { enrollmentId } = await started(counter)
      await giveConsent(agent, { enrollmentId, ...CONSENT })
      const before = await here.calls()
      await giveConsent(colleague, { enrollmentId, ...CONSENT })
      const other = await failureOf(giveConsent(colleague, { enrollmentId, ...withoutBiometry }))
      expect([other.code, other.userMessage.key]).toEqual(['CONFLICT', 'assisted.consentSettled'])
      expect(await here.calls()).toEqual(before)
    })

    it('two tabs that answer differently at once leave one answer', async () => {
      const { enrollmentId } = await started(counter)
      const results = await Promise.allSettled([
        giveConsent(agent, { enrollmentId, ...CONSENT }),
        giveConsent(colleague, { enrollmentId, ...withoutBiometry }),
      ])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const actions = (await here.auditOf(enrollmentId)).map(({ action }) => action)
      expect(actions.filter((action) => action.startsWith('assisted.consent'))).toHaveLength(1)
    })

    it('that was never answered may be given again, but not turned round', async () => {
      const { enrollmentId } = await started(counter)
      await flowFault('consent', { action: 'stall', when: 'after' })
      const failure = await failureOf(giveConsent(agent, { enrollmentId, ...CONSENT }))
      expect(failure.userMessage.key).toBe('assisted.timedOut')
      expect((await here.view(enrollmentId)).consent).toBeNull()
      const turned = await failureOf(giveConsent(agent, { enrollmentId, ...withoutBiometry }))
      expect(turned.userMessage.key).toBe('assisted.consentSettled')
      await giveConsent(agent, { enrollmentId, ...CONSENT })
      expect((await here.view(enrollmentId)).consent?.acceptedBiometry).toBe(true)
    })

    it('that ID360 refused for another reason can be answered anew', async () => {
      const { enrollmentId } = await started(counter)
      await flowFault('consent', { action: 'status', status: 429 })
      const failure = await failureOf(giveConsent(agent, { enrollmentId, ...CONSENT }))
      expect([failure.code, failure.userMessage.key]).toEqual(['BUSY', 'assisted.rateLimited'])
      expect(await giveConsent(agent, { enrollmentId, ...withoutBiometry })).toEqual({ stopped: false })
    })
  })

  describe('the data to compare', () => {
    const send = (enrollmentId: string, values: Record<string, string>, locked = false, ctx = agent) =>
      sendComparisons(ctx, { enrollmentId, locked, values })
    const told = async (enrollmentId: string) =>
      (await here.view(enrollmentId)).comparisons.map(({ name, value, locked, state }) => [
        name,
        value,
        locked,
        state,
      ])

    it('is sent as normalised typed data', async () => {
      const { enrollmentId } = await here.consented()
      await send(enrollmentId, { name: '  De  La\u00a0Fontaine ', first_name: 'Ame\u0301lie' })
      expect(await told(enrollmentId)).toEqual([
        ['name', 'De La Fontaine', false, 'sent'],
        ['first_name', 'Am\u00e9lie', false, 'sent'],
      ])
    })

    it.each([
      [{ name: '   ' }, { name: 'required' }],
      [{ name: '1234' }, { name: 'invalid' }],
      [{ name: 'Ex\u202eemple' }, { name: 'invalid' }],
      [{ name: 'x'.repeat(201) }, { name: 'tooLong' }],
      [{ birth_date: '12/04/1987' }, { birth_date: 'birthDate' }],
      [{ birth_date: '2026-02-30' }, { birth_date: 'birthDate' }],
      [{ birth_date: '2026-11-25' }, { birth_date: 'birthDate' }],
      [{ birth_date: '1890-01-01' }, { birth_date: 'birthDate' }],
    ])('%o is refused with %o, and nothing leaves', async (values, fieldErrors) => {
      const { enrollmentId } = await here.consented()
      const before = await here.calls()
      const failure = await failureOf(send(enrollmentId, { first_name: 'Camille', ...values }))
      expect([failure.code, failure.fieldErrors]).toEqual(['INVALID', fieldErrors])
      expect(await here.calls()).toEqual(before)
      expect(await told(enrollmentId)).toEqual([])
    })

    it('unlocked may be changed, locked is never sent twice, and nothing of such a form leaves', async () => {
      const { enrollmentId } = await here.consented()
      await send(enrollmentId, { name: 'Exemple' })
      await send(enrollmentId, { name: 'Autre' }, true)
      const before = await here.calls()
      const failure = await failureOf(send(enrollmentId, { first_name: 'Camille', name: 'Exemple' }))
      expect([failure.code, failure.userMessage.key, failure.fieldErrors]).toEqual([
        'CONFLICT',
        'assisted.dataLocked',
        { name: 'locked' },
      ])
      expect(await here.calls()).toEqual(before)
      expect(await told(enrollmentId)).toEqual([['name', 'Autre', true, 'sent']])
    })

    it('two tabs that send the same locked datum at once send it once', async () => {
      const { enrollmentId } = await here.consented()
      const before = (await here.calls()).control_data ?? 0
      const results = await Promise.allSettled([
        send(enrollmentId, { name: 'Exemple' }, true),
        send(enrollmentId, { name: 'Exemple' }, true, colleague),
      ])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect((await here.calls()).control_data).toBe(before + 1)
    })

    it('whose outcome nobody knows is shown as unknown, and a locked one is not sent again', async () => {
      const { enrollmentId } = await here.consented()
      await here.faults({ pathPattern: '/control/data/first_name', action: 'stall', when: 'after', times: 1 })
      const values = { name: 'Exemple', first_name: 'Camille', birth_date: '1987-04-12' }
      const failure = await failureOf(send(enrollmentId, values, true))
      expect(failure.userMessage.key).toBe('assisted.timedOut')
      expect(await told(enrollmentId)).toEqual([
        ['name', 'Exemple', true, 'sent'],
        ['first_name', 'Camille', true, 'unknown'],
        ['birth_date', '••••-••-••', true, 'failed'],
      ])
      expect((await failureOf(send(enrollmentId, { first_name: 'Camille' }, true))).userMessage.key).toBe(
        'assisted.dataLocked',
      )
      await send(enrollmentId, { birth_date: '1987-04-12' }, true)
      expect((await told(enrollmentId)).at(-1)?.at(-1)).toBe('sent')
    })

    it('a token that expires in the middle is invisible to the agent', async () => {
      const { enrollmentId } = await here.consented()
      const logins = (await here.calls()).login ?? 0
      await here.faults({ pathPattern: '/control/data/first_name', action: 'expire_tokens', times: 1 })
      await send(enrollmentId, { name: 'Exemple', first_name: 'Camille', birth_date: '1987-04-12' }, true)
      expect((await told(enrollmentId)).map((row) => row.at(-1))).toEqual(['sent', 'sent', 'sent'])
      expect((await here.calls()).login).toBe(logins + 1)
    })

    it('is readable neither in the database nor in the audit', async () => {
      const { enrollmentId } = await here.consented()
      await send(enrollmentId, { birth_date: '1987-04-12' })
      const { assistedComparison } = here.desk.store.tables
      const rows = await here.desk.store.read.select().from(assistedComparison)
      expect(rows.length).toBeGreaterThan(0)
      for (const { sealedValue } of rows) expect(sealedValue.includes('1987')).toBe(false)
      expect(JSON.stringify(await here.auditOf(enrollmentId))).not.toContain('1987')
    })
  })

  describe('who else is there', () => {
    it('two agents see each other come and go, and each change wakes the pages', async () => {
      const { enrollmentId } = await here.created()
      const revision = () => readRevision(agent, { enrollmentId })
      const first = await revision()
      expect((await notePresence(agent, { enrollmentId, tabId: 'a' })).others).toEqual([])
      const second = await revision()
      expect(second).toBeGreaterThan(first)
      const { others } = await notePresence(colleague, { enrollmentId, tabId: 'b' })
      expect(others).toMatchObject([{ tabId: 'a', name: 'support person', self: false }])
      expect(await revision()).toBeGreaterThan(second)
      const own = await notePresence(agent, { enrollmentId, tabId: 'c' })
      expect(own.others.map(({ tabId, self }) => [tabId, self]).sort()).toEqual([
        ['a', true],
        ['b', false],
      ])
      const settled = await revision()
      await notePresence(colleague, { enrollmentId, tabId: 'b' })
      expect(await revision()).toBe(settled)
      await leavePresence(colleague, { enrollmentId, tabId: 'b' })
      expect(await revision()).toBeGreaterThan(settled)
      const view = await readAssisted(agent, { enrollmentId, tabId: 'a' })
      expect(view.others.map(({ tabId }) => tabId)).toEqual(['c'])
    })

    it('a tab that says nothing for long is gone, and nobody can close another person’s', async () => {
      const { enrollmentId } = await here.created()
      await notePresence(agent, { enrollmentId, tabId: 'a' })
      await leavePresence(colleague, { enrollmentId, tabId: 'a' })
      expect((await notePresence(colleague, { enrollmentId, tabId: 'b' })).others).toHaveLength(1)
      here.desk.setClock(here.desk.clock() + 46_000)
      expect((await notePresence(colleague, { enrollmentId, tabId: 'b' })).others).toEqual([])
    })

    it('every step counts a revision of the flow and of the enrollment', async () => {
      const { enrollmentId } = await here.created()
      const revisions = async () => [
        (await here.view(enrollmentId)).revision,
        await readRevision(agent, { enrollmentId }),
      ]
      let [flow = 0, enrollment = 0] = await revisions()
      for (const step of [
        () => startAssisted(agent, { enrollmentId }),
        () => giveConsent(agent, { enrollmentId, ...CONSENT }),
        () => sendComparisons(agent, { enrollmentId, locked: false, values: { name: 'Exemple' } }),
        () => here.upload(enrollmentId, PICTURES.front),
        () => here.upload(enrollmentId, PICTURES.face, { document: 'selfie_image_upload' }),
        () => finishAssisted(agent, { enrollmentId }),
      ]) {
        await step()
        const [nextFlow = 0, nextEnrollment = 0] = await revisions()
        expect(nextFlow).toBeGreaterThan(flow)
        expect(nextEnrollment).toBeGreaterThan(enrollment)
        flow = nextFlow
        enrollment = nextEnrollment
      }
    })
  })

  it('is taken up by another agent just where it was left', async () => {
    const { enrollmentId } = await here.created()
    await startAssisted(agent, { enrollmentId })
    await giveConsent(agent, { enrollmentId, ...CONSENT })
    await here.upload(enrollmentId, PICTURES.front, { page: 0, totalPages: 2 })
    const left = await here.view(enrollmentId)
    expect(await here.view(enrollmentId, colleague)).toEqual(left)
    await here.upload(enrollmentId, PICTURES.back, { page: 1, totalPages: 2 }, colleague)
    await here.upload(enrollmentId, PICTURES.face, { document: 'selfie_image_upload' }, colleague)
    await finishAssisted(colleague, { enrollmentId })
    const { consent, documents, finish } = await here.view(enrollmentId)
    expect(consent?.staff.name).toBe('support person')
    expect(documents.id_document_image.pages.map(({ staff }) => staff.name)).toEqual([
      'support person',
      'Colleague person',
    ])
    expect(finish).toMatchObject({ state: 'sent', staff: { name: 'Colleague person' } })
  })
})
