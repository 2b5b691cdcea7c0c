import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { finishAssisted } from '@/lib/assisted/finish-assisted'
import { giveConsent } from '@/lib/assisted/give-consent'
import { sendComparisons } from '@/lib/assisted/send-comparisons'
import { startAssisted } from '@/lib/assisted/start-assisted'
import { uploadPage } from '@/lib/assisted/upload-page'
import type { Context } from '@/lib/context'
import { reconcileEnrollment } from '@/lib/enrollments/reconcile-enrollment'
import { jobHandlers } from '@/lib/jobs/handlers'
import { runDueJobs } from '@/lib/jobs/run-worker'
import { createProcess } from '@/lib/processes/create-process'
import { createStaff } from '@/lib/staff/create-staff'
import { type AssistedDesk, CONSENT, failureOf, openAssistedDesk, PICTURES } from '../fixtures/assisted-desk'
import { ENGINES } from '../fixtures/test-desk'
import { until } from '../fixtures/until'

const ID_DOCUMENT = '/document/id_document_image'
const MINUTE = 60_000

/** A JPEG of so many bytes: its first and last bytes, nothing that could be looked at. */
function jpeg(size: number): Buffer {
  const bytes = Buffer.alloc(size, 0x2e)
  bytes.set([0xff, 0xd8, 0xff, 0xe0])
  bytes.set([0xff, 0xd9], size - 2)
  return bytes
}

/** A body whose pieces are given one by one by the test. */
function heldBody() {
  const held = {} as { controller: ReadableStreamDefaultController<Uint8Array> }
  const body = new ReadableStream<Uint8Array>({ start: (controller) => Object.assign(held, { controller }) })
  return {
    body,
    give: (bytes: Uint8Array) => held.controller.enqueue(bytes),
    end: () => held.controller.close(),
  }
}

describe.each(ENGINES)('the pages and the end of the assisted flow on %s', (engine) => {
  let here: AssistedDesk
  let agent: Context
  let colleague: Context

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
  })
  beforeEach(() => here.faults())
  afterAll(() => here.close())

  const documentOf = async (enrollmentId: string) =>
    (await here.view(enrollmentId)).documents.id_document_image
  const pageOf = async (enrollmentId: string) => (await documentOf(enrollmentId)).pages[0]
  const uploads = async () => (await here.calls()).upload_document ?? 0
  const keyOf = async (call: Promise<unknown>) => {
    const { code, userMessage } = await failureOf(call)
    return [code, userMessage.key]
  }
  const held = (enrollmentId: string, body: ReadableStream<Uint8Array>, signal?: AbortSignal, ctx = agent) =>
    uploadPage(ctx, {
      enrollmentId,
      document: 'id_document_image',
      page: 0,
      totalPages: 1,
      body,
      contentLength: null,
      signal: signal ?? new AbortController().signal,
    })

  describe('a page', () => {
    it.each([
      ['jpg', PICTURES.front, 'image/jpeg'],
      ['png', PICTURES.face, 'image/png'],
      ['heic', PICTURES.heic, 'image/heic'],
      ['pdf', Buffer.from('%PDF-1.7 fictional %%EOF'), 'application/pdf'],
    ])('may be %s, told by its first bytes', async (_, bytes, mediaType) => {
      const { enrollmentId } = await here.consented()
      const view = await here.upload(enrollmentId, bytes)
      expect(view).toMatchObject({ page: 0, state: 'sent', size: bytes.byteLength, mediaType, failure: null })
      expect(await pageOf(enrollmentId)).toEqual(view)
    })

    it.each([
      ['a page of HTML', Buffer.from('<!doctype html><title>holiday.png</title>')],
      ['HTML that quotes a PDF', Buffer.from('<html><!-- %PDF-1.7 --></html>')],
      ['a GIF', Buffer.from('GIF89a fictional')],
      ['a film', Buffer.from('\0\0\0\x18ftypmp42 fictional', 'latin1')],
      ['three letters', Buffer.from('abc')],
    ])('cannot be %s', async (_, bytes) => {
      const { enrollmentId } = await here.consented()
      const before = await uploads()
      expect(await keyOf(here.upload(enrollmentId, bytes))).toEqual(['INVALID', 'assisted.wrongType'])
      expect(await uploads()).toBe(before)
      expect(await documentOf(enrollmentId)).toMatchObject({ totalPages: null, pages: [] })
    })

    it('cannot be empty', async () => {
      const { enrollmentId } = await here.consented()
      expect(await keyOf(here.upload(enrollmentId, Buffer.alloc(0)))).toEqual(['INVALID', 'assisted.empty'])
    })

    it.each([
      { page: 1, totalPages: 1 },
      { page: 0, totalPages: 3 },
      { page: -1, totalPages: 2 },
      { page: 0.5, totalPages: 2 },
      { page: 0, totalPages: 2, document: 'selfie_image_upload' as const },
    ])('that does not exist is refused: %o', async (page) => {
      const { enrollmentId } = await here.consented()
      expect((await failureOf(here.upload(enrollmentId, PICTURES.front, page))).code).toBe('INVALID')
    })

    it('is counted against 9.5 MB with the others of its document', async () => {
      const { enrollmentId } = await here.consented()
      await here.upload(enrollmentId, jpeg(9_000_000), { page: 0, totalPages: 2 })
      expect((await documentOf(enrollmentId)).bytesLeft).toBe(500_000)
      const before = await uploads()
      const second = { page: 1, totalPages: 2 }
      expect(await keyOf(here.upload(enrollmentId, jpeg(500_001), second))).toEqual([
        'TOO_LARGE',
        'assisted.tooLarge',
      ])
      expect(await uploads()).toBe(before)
      await here.upload(enrollmentId, jpeg(500_000), second)
      // A page that is replaced leaves its own place free.
      await here.upload(enrollmentId, jpeg(8_999_999), { page: 0, totalPages: 2 })
      expect(await documentOf(enrollmentId)).toMatchObject({ complete: true, bytesLeft: 1 })
    })

    it('that announces no length is cut where it passes the limit, and is read no further', async () => {
      const { enrollmentId } = await here.consented()
      let given = 0
      const endless = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            const piece = Buffer.alloc(100_000, 0x2e)
            if (given === 0) piece.set([0xff, 0xd8, 0xff, 0xe0])
            given += piece.byteLength
            controller.enqueue(piece)
          },
        },
        { highWaterMark: 0 },
      )
      expect(await keyOf(held(enrollmentId, endless))).toEqual(['TOO_LARGE', 'assisted.tooLarge'])
      expect(given).toBeLessThanOrEqual(9_600_000)
      expect(await pageOf(enrollmentId)).toMatchObject({ state: 'failed', failure: 'tooLarge', size: null })
    })

    it('is on its way before its last bytes have come', async () => {
      const { enrollmentId } = await here.consented()
      const { body, give, end } = heldBody()
      const sending = held(enrollmentId, body)
      give(jpeg(100_000))
      const state = await until('the page is on its way', async () => (await pageOf(enrollmentId))?.state)
      expect(state).toBe('sending')
      end()
      expect(await sending).toMatchObject({ state: 'sent', size: 100_000 })
    })

    it('settles how many there are once it is sent', async () => {
      const { enrollmentId } = await here.consented()
      await here.upload(enrollmentId, PICTURES.back, { page: 1, totalPages: 2 })
      expect(await documentOf(enrollmentId)).toMatchObject({ totalPages: 2, complete: false })
      expect(await keyOf(here.upload(enrollmentId, PICTURES.front, { page: 0, totalPages: 1 }))).toEqual([
        'CONFLICT',
        'assisted.totalPagesSettled',
      ])
    })

    it('is refused while another tab sends it, and the first one goes through', async () => {
      const { enrollmentId } = await here.consented()
      const { body, give, end } = heldBody()
      const first = held(enrollmentId, body)
      give(jpeg(50_000))
      await until('the page is claimed', async () => (await pageOf(enrollmentId))?.state === 'sending')
      expect(await keyOf(here.upload(enrollmentId, PICTURES.front, {}, colleague))).toEqual([
        'CONFLICT',
        'assisted.pageUnderWay',
      ])
      expect(await keyOf(finishAssisted(colleague, { enrollmentId }))).toEqual([
        'CONFLICT',
        'assisted.pageUnderWay',
      ])
      end()
      expect(await first).toMatchObject({ state: 'sent' })
    })

    it('two tabs that send it at the very same moment send it once', async () => {
      const { enrollmentId } = await here.consented()
      const before = await uploads()
      const results = await Promise.allSettled([
        here.upload(enrollmentId, PICTURES.front),
        here.upload(enrollmentId, PICTURES.front, {}, colleague),
      ])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await uploads()).toBe(before + 1)
    })

    it('whose sender goes away is failed at once, and the upload to ID360 ends with it', async () => {
      const { enrollmentId } = await here.consented()
      const { body, give } = heldBody()
      const gone = new AbortController()
      const sending = failureOf(held(enrollmentId, body, gone.signal))
      give(jpeg(50_000))
      await until('the page is claimed', async () => (await pageOf(enrollmentId))?.state === 'sending')
      gone.abort()
      expect((await sending).userMessage.key).toBe('assisted.canceled')
      expect(await pageOf(enrollmentId)).toMatchObject({ state: 'failed', failure: 'canceled' })
      await here.upload(enrollmentId, PICTURES.front)
      expect((await documentOf(enrollmentId)).complete).toBe(true)
    })

    it('left at "sending" by a process that died may be sent again, and the late end of the old try changes nothing', async () => {
      const { enrollmentId } = await here.consented()
      const { body, give, end } = heldBody()
      const old = failureOf(held(enrollmentId, body))
      give(jpeg(50_000))
      await until('the page is claimed', async () => (await pageOf(enrollmentId))?.state === 'sending')
      here.desk.setClock(here.desk.clock() + 6 * MINUTE)
      expect(await pageOf(enrollmentId)).toMatchObject({ state: 'unknown', failure: 'interrupted' })
      const again = await here.upload(enrollmentId, PICTURES.front, {}, colleague)
      end()
      expect((await old).userMessage.key).toBe('assisted.pageOvertaken')
      expect(await pageOf(enrollmentId)).toEqual(again)
    })

    it.each([
      [{ action: 'status', status: 400 }, 'INVALID', 'assisted.refused', 'failed', 'refused'],
      [{ action: 'status', status: 401 }, 'NOT_READY', 'assisted.expired', 'failed', 'expired'],
      [{ action: 'status', status: 404 }, 'NOT_READY', 'assisted.expired', 'failed', 'expired'],
      [{ action: 'status', status: 409 }, 'CONFLICT', 'assisted.settled', 'failed', 'settled'],
      [{ action: 'status', status: 413 }, 'TOO_LARGE', 'assisted.tooLarge', 'failed', 'tooLarge'],
      [{ action: 'status', status: 429 }, 'BUSY', 'assisted.rateLimited', 'failed', 'rateLimited'],
      [
        { action: 'status', status: 503, when: 'after' },
        'ID360',
        'assisted.id360Error',
        'unknown',
        'id360Error',
      ],
      [{ action: 'reset', when: 'after' }, 'ID360', 'assisted.broken', 'unknown', 'broken'],
    ])(
      'that ID360 answers with %o says so, and can be sent again',
      async (rule, code, key, state, failure) => {
        const { enrollmentId } = await here.consented()
        await here.faults({ pathPattern: ID_DOCUMENT, times: 1, body: '{}', ...rule })
        expect(await keyOf(here.upload(enrollmentId, PICTURES.front))).toEqual([code, key])
        expect(await pageOf(enrollmentId)).toMatchObject({ state, failure })
        expect((await here.auditOf(enrollmentId)).at(-1)).toMatchObject({
          action: 'assisted.page_failed',
          details: { document: 'id_document_image', page: 0, failure, state, attempt: 1 },
        })
        await here.upload(enrollmentId, PICTURES.front)
        expect((await here.auditOf(enrollmentId)).at(-1)).toMatchObject({
          action: 'assisted.page_sent',
          details: { attempt: 2, size: PICTURES.front.byteLength, mediaType: 'image/jpeg' },
        })
      },
    )

    it('that fails twice and then works disturbs no other page', async () => {
      const { enrollmentId } = await here.consented()
      const kept = await here.upload(enrollmentId, PICTURES.front, { page: 0, totalPages: 2 })
      await here.faults({ pathPattern: ID_DOCUMENT, action: 'status', status: 502, times: 2 })
      const second = { page: 1, totalPages: 2 }
      for (let n = 0; n < 2; n += 1) await failureOf(here.upload(enrollmentId, PICTURES.back, second))
      await here.upload(enrollmentId, PICTURES.back, second)
      const { complete, pages } = await documentOf(enrollmentId)
      expect([complete, pages[0]]).toEqual([true, kept])
    })

    it('that ID360 refuses is told in ID360’s words', async () => {
      const { enrollmentId } = await here.consented()
      const pdf = Buffer.from(`%PDF-1.7 ${'<< /Type /Page >> '.repeat(12)} %%EOF`)
      const { code, userMessage } = await failureOf(here.upload(enrollmentId, pdf))
      expect([code, userMessage]).toEqual([
        'INVALID',
        { key: 'assisted.refusedSaying', values: { reason: 'A PDF of at most 10 pages is taken.' } },
      ])
    })
  })

  describe('the end', () => {
    const ready = async () => {
      const made = await here.consented()
      await here.upload(made.enrollmentId, PICTURES.front)
      await here.upload(made.enrollmentId, PICTURES.face, { document: 'selfie_image_upload' })
      return made
    }
    const finalizes = async () => (await here.calls()).finalize_enrollment ?? 0
    const finishOf = async (enrollmentId: string) => (await here.view(enrollmentId)).finish?.state ?? null

    it('is not told to ID360 while anything is missing', async () => {
      const { enrollmentId } = await here.consented()
      const before = await finalizes()
      await here.upload(enrollmentId, PICTURES.front, { page: 0, totalPages: 2 })
      expect(await keyOf(finishAssisted(agent, { enrollmentId }))).toEqual([
        'NOT_READY',
        'assisted.missingDocument',
      ])
      await here.upload(enrollmentId, PICTURES.back, { page: 1, totalPages: 2 })
      expect(await keyOf(finishAssisted(agent, { enrollmentId }))).toEqual([
        'NOT_READY',
        'assisted.missingSelfie',
      ])
      expect([await finalizes(), await finishOf(enrollmentId)]).toEqual([before, null])
    })

    it('comes once, however many press the button', async () => {
      const { enrollmentId } = await ready()
      const before = await finalizes()
      const results = await Promise.allSettled([
        finishAssisted(agent, { enrollmentId }),
        finishAssisted(colleague, { enrollmentId }),
        finishAssisted(agent, { enrollmentId }),
      ])
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(await finalizes()).toBe(before + 1)
      expect(await keyOf(finishAssisted(agent, { enrollmentId }))).toEqual(['NOT_READY', 'assisted.finished'])
      expect(await keyOf(here.upload(enrollmentId, PICTURES.front))).toEqual([
        'NOT_READY',
        'assisted.finished',
      ])
    })

    it('that ID360 refuses leaves everything open, and says why in ID360’s words', async () => {
      const { enrollmentId } = await ready()
      const body = JSON.stringify({ detail: 'Pages of the identity document are missing.' })
      await here.faults({ pathPattern: 'finalize', action: 'status', status: 400, body, times: 1 })
      const { userMessage } = await failureOf(finishAssisted(agent, { enrollmentId }))
      expect(userMessage).toEqual({
        key: 'assisted.refusedSaying',
        values: { reason: 'Pages of the identity document are missing.' },
      })
      expect(await finishOf(enrollmentId)).toBe('failed')
      expect((await here.auditOf(enrollmentId)).at(-1)).toEqual({
        action: 'assisted.finish_failed',
        details: { state: 'failed', failure: 'refused' },
      })
      await here.upload(enrollmentId, PICTURES.front)
      await finishAssisted(agent, { enrollmentId })
      expect(await finishOf(enrollmentId)).toBe('sent')
    })

    it('that was never answered is unknown until the desk’s own question settles it', async () => {
      const { enrollmentId } = await ready()
      await here.faults({ pathPattern: 'finalize', action: 'stall', when: 'after', times: 1 })
      expect(await keyOf(finishAssisted(agent, { enrollmentId }))).toEqual(['ID360', 'assisted.timedOut'])
      expect(await finishOf(enrollmentId)).toBe('unknown')
      await runDueJobs(here.desk, jobHandlers)
      const view = await here.view(enrollmentId)
      expect([view.status, view.finish?.state]).toEqual(['OK', 'sent'])
    })

    it('that never arrived is told again, after ID360 was asked', async () => {
      const { enrollmentId } = await ready()
      const before = await finalizes()
      await here.faults({ pathPattern: 'finalize', action: 'stall', ms: 50, times: 1 })
      await failureOf(finishAssisted(agent, { enrollmentId }))
      expect(await finishOf(enrollmentId)).toBe('unknown')
      await finishAssisted(colleague, { enrollmentId })
      expect([await finishOf(enrollmentId), await finalizes()]).toEqual(['sent', before + 1])
    })

    it('asked for once more when the first did arrive, it is found out and not repeated', async () => {
      const { enrollmentId } = await ready()
      const before = await finalizes()
      await here.faults({ pathPattern: 'finalize', action: 'reset', when: 'after', times: 1 })
      await failureOf(finishAssisted(agent, { enrollmentId }))
      await finishAssisted(agent, { enrollmentId })
      const view = await here.view(enrollmentId)
      expect([view.status, view.finish?.state, await finalizes()]).toEqual(['OK', 'sent', before + 1])
    })

    it('left at "sending" by a process that died can be settled by hand', async () => {
      const { enrollmentId } = await ready()
      const { assistedFlow } = here.desk.store.tables
      const dead = {
        finishState: 'sending' as const,
        finishedAt: here.desk.clock(),
        finishedBy: here.desk.staff.support.id,
      }
      await here.desk.store.tx((tx) =>
        tx.update(assistedFlow).set(dead).where(eq(assistedFlow.enrollmentId, enrollmentId)),
      )
      expect(await keyOf(finishAssisted(agent, { enrollmentId }))).toEqual(['NOT_READY', 'assisted.finished'])
      here.desk.setClock(here.desk.clock() + 6 * MINUTE)
      expect(await finishOf(enrollmentId)).toBe('unknown')
      await finishAssisted(agent, { enrollmentId })
      expect(await finishOf(enrollmentId)).toBe('sent')
    })
  })

  describe('the verdict', () => {
    type Report = {
      status: string
      all_status_codes: { status_code: { code: string } }[]
      finalizer_reports: { validator_report: { comparisons: { ref: string; is_equivalent: boolean }[] } }
    }
    const reportOf = async (id360Id: string) => {
      const token = await here.api.login()
      return (await here.api.call('GET', `/enrollment/${id360Id}/report`, { token })).body as Report
    }
    const finished = async (front: Buffer, values: Record<string, string>, identity?: object) => {
      const processId = simple
      const made = await here.created({ processId })
      const { enrollmentId, id360Id } = made
      await startAssisted(agent, { enrollmentId })
      await giveConsent(agent, { enrollmentId, ...CONSENT })
      await sendComparisons(agent, { enrollmentId, locked: true, values })
      if (identity) await here.api.control('PUT', `/enrollments/${id360Id}/scenario`, { identity })
      await here.upload(enrollmentId, front)
      await finishAssisted(agent, { enrollmentId })
      const { status } = await reconcileEnrollment(agent, { enrollmentId })
      return { status, report: await reportOf(id360Id) }
    }
    let simple: string
    beforeAll(async () => {
      simple = await createProcess(here.desk.system, {
        id360Uuid: '3f1c9a52-7d0e-4b7a-9c55-0a61d2b8e102',
        name: 'Vérification simple',
        asksSelfie: false,
      })
    })

    it('is KO when the name on the document differs, and the report names the comparison', async () => {
      const { status, report } = await finished(
        PICTURES.front,
        { name: 'Exemple' },
        { last_name: 'Autrement' },
      )
      expect(status).toBe('KO')
      const differing = report.finalizer_reports.validator_report.comparisons.filter(
        (one) => !one.is_equivalent,
      )
      expect(differing.map(({ ref }) => ref)).toContain('IDENTITY.NAME.name')
    })

    it('is KO with MDL_INPUT_INVALID when the document cannot be read', async () => {
      const { status, report } = await finished(PICTURES.front.subarray(0, 4_000), {})
      expect(status).toBe('KO')
      expect(report.all_status_codes.map(({ status_code }) => status_code.code)).toContain(
        'MDL_INPUT_INVALID',
      )
    })

    it('is OK without a selfie where the process asks for none', async () => {
      expect((await finished(PICTURES.front, { name: 'Exemple' })).status).toBe('OK')
    })
  })
})
