import { expect, test } from 'vitest'
import type { AssistedDocumentView, AssistedPageView, AssistedView } from '@/lib/assisted/assisted-view'
import { planSteps } from './assist-steps'

const by = { at: 1_000, staff: { id: 'agent', name: 'Salomé Brindille' } }
const NOTHING: AssistedDocumentView = { totalPages: null, pages: [], complete: false, bytesLeft: 9_961_472 }
const page = (state: AssistedPageView['state'], failure: string | null = null): AssistedPageView => ({
  ...by,
  page: 0,
  state,
  size: 10,
  mediaType: 'image/jpeg',
  failure,
})
const COMPLETE: AssistedDocumentView = { ...NOTHING, totalPages: 1, pages: [page('sent')], complete: true }

const CONSENTED: AssistedView = {
  enrollmentId: 'enrollment',
  status: 'STARTED',
  obstacle: null,
  person: { lastName: 'Banquise', firstName: 'Oriane' },
  clientReference: null,
  process: { id: 'process', name: 'Ouverture de compte', asksSelfie: true },
  started: by,
  routes: ['275128'],
  route: { ...by, id: '275128' },
  consent: { ...by, acceptedBiometry: true, wording: 'fr-1' },
  stopped: null,
  comparisons: [],
  prefilled: { name: null, first_name: null },
  documents: { id_document_image: NOTHING, selfie_image_upload: NOTHING },
  selfie: 'needed',
  finish: null,
  others: [],
  revision: 1,
}
const flow = (changes: Partial<AssistedView>) => ({ ...CONSENTED, ...changes })
const documents = (document: AssistedDocumentView, selfie: AssistedDocumentView) => ({
  id_document_image: document,
  selfie_image_upload: selfie,
})
const stateOf = (view: AssistedView, step: string, asked?: string) =>
  planSteps(view, asked).steps.find((one) => one.step === step)?.state

test('a flow that was never opened begins with its route, and all the rest waits', () => {
  const view = flow({ started: null, routes: [], route: null, consent: null })
  expect(planSteps(view).open).toBe('route')
  expect(planSteps(view, 'document').open).toBe('route')
  expect(stateOf(view, 'consent')).toBe('locked')
})

test('nothing is sent before the consent', () => {
  const view = flow({ consent: null })
  expect(planSteps(view, 'finish').open).toBe('consent')
  expect(stateOf(view, 'document')).toBe('locked')
})

test('data to compare come next, can be passed over, and are passed over once a page was sent', () => {
  expect(planSteps(CONSENTED).open).toBe('compare')
  expect(planSteps(CONSENTED, 'document').open).toBe('document')
  expect(stateOf(CONSENTED, 'compare', 'document')).toBe('passed')
  const begun = flow({ documents: documents({ ...NOTHING, pages: [page('sent')] }, NOTHING) })
  expect(planSteps(begun).open).toBe('document')
  expect(stateOf(begun, 'compare')).toBe('passed')
})

test('the end waits for every page', () => {
  const begun = flow({ documents: documents(COMPLETE, NOTHING) })
  expect(planSteps(begun).open).toBe('selfie')
  expect(planSteps(begun, 'finish').open).toBe('selfie')
  expect(planSteps(flow({ documents: documents(COMPLETE, COMPLETE) })).open).toBe('finish')
})

test('a selfie that is not asked for or was skipped does not bar the end', () => {
  expect(planSteps(flow({ selfie: 'skipped', documents: documents(COMPLETE, NOTHING) })).open).toBe('finish')
  const none = flow({ selfie: 'none', documents: documents(COMPLETE, NOTHING) })
  expect(planSteps(none).open).toBe('finish')
  expect(stateOf(none, 'selfie')).toBeUndefined()
})

test('a selfie that ID360 refused can be left out: the route may take none', () => {
  const refused = { ...NOTHING, pages: [page('failed', 'refused')] }
  const view = flow({ documents: documents(COMPLETE, refused) })
  expect(planSteps(view).open).toBe('selfie')
  expect(planSteps(view, 'finish').open).toBe('finish')
})

test('what was sent can be opened again, a consent cannot', () => {
  const done = flow({ documents: documents(COMPLETE, COMPLETE) })
  expect(planSteps(done, 'document').open).toBe('document')
  expect(planSteps(done, 'consent').open).toBe('finish')
})

test('another of several routes can be taken until the consent', () => {
  const several = flow({ routes: ['275131', '275132'], consent: null })
  expect(planSteps(several, 'route').open).toBe('route')
  expect(planSteps(flow({ routes: ['275131', '275132'] }), 'route').open).toBe('compare')
})

test('after the end, or once it was stopped, nothing is open', () => {
  expect(planSteps(flow({ finish: { ...by, state: 'sent' } })).open).toBeNull()
  expect(planSteps(flow({ stopped: by, consent: null })).open).toBeNull()
  const failed = flow({ documents: documents(COMPLETE, COMPLETE), finish: { ...by, state: 'unknown' } })
  expect(planSteps(failed).open).toBe('finish')
})
