import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { finishAssisted } from '@/lib/assisted/finish-assisted'
import { giveConsent } from '@/lib/assisted/give-consent'
import { sendComparisons } from '@/lib/assisted/send-comparisons'
import { startAssisted } from '@/lib/assisted/start-assisted'
import { reconcileEnrollment } from '@/lib/enrollments/reconcile-enrollment'
import { type AssistedDesk, CONSENT, openAssistedDesk, PICTURES } from '../fixtures/assisted-desk'
import { ENGINES } from '../fixtures/test-desk'

describe.each(ENGINES)('the assisted flow on %s', (engine) => {
  let here: AssistedDesk

  beforeAll(async () => {
    here = await openAssistedDesk(engine)
  })
  beforeEach(() => here.faults())
  afterAll(() => here.close())

  it('goes from the route to a verdict, and every step stands in the audit', async () => {
    const { agent, upload, view } = here
    const { enrollmentId } = await here.created()
    await startAssisted(agent, { enrollmentId })
    await giveConsent(agent, { enrollmentId, ...CONSENT })
    await sendComparisons(agent, {
      enrollmentId,
      locked: true,
      values: { name: ' Exemple ', first_name: 'Camille', birth_date: '1987-04-12' },
    })
    await upload(enrollmentId, PICTURES.back, { page: 1, totalPages: 2 })
    await upload(enrollmentId, PICTURES.front, { page: 0, totalPages: 2 })
    await upload(enrollmentId, PICTURES.face, { document: 'selfie_image_upload' })
    const before = await view(enrollmentId)
    expect(before.documents.id_document_image).toMatchObject({ totalPages: 2, complete: true })
    expect(before.comparisons.map(({ name, value, state }) => [name, value, state])).toEqual([
      ['name', 'Exemple', 'sent'],
      ['first_name', 'Camille', 'sent'],
      ['birth_date', '••••-••-••', 'sent'],
    ])
    await finishAssisted(agent, { enrollmentId })
    const { status } = await reconcileEnrollment(agent, { enrollmentId })
    expect(status).toBe('OK')
    const after = await view(enrollmentId)
    expect(after).toMatchObject({ obstacle: 'ended', finish: { state: 'sent' } })
    const audit = await here.auditOf(enrollmentId)
    expect(audit.map(({ action }) => action)).toEqual([
      'assisted.started',
      'assisted.route_chosen',
      'assisted.consent_given',
      'assisted.data_sent',
      'assisted.data_sent',
      'assisted.data_sent',
      'assisted.page_sent',
      'assisted.page_sent',
      'assisted.page_sent',
      'assisted.finished',
    ])
    expect(JSON.stringify(audit)).not.toMatch(/Exemple|Camille|1987/)
  })
})
