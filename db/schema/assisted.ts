import type { Kit } from '../kit'
import type { enrollmentTables } from './enrollment'

/** What a business system uploads for the person, by ID360's names. [seed] */
export const ASSISTED_DOCUMENTS = ['id_document_image', 'selfie_image_upload'] as const
export type AssistedDocument = (typeof ASSISTED_DOCUMENTS)[number]

/** What can be compared with the document, by ID360's names. [seed] */
export const COMPARED_DATA = ['name', 'first_name', 'birth_date'] as const
export type ComparedDatum = (typeof COMPARED_DATA)[number]

/**
 * A call to ID360 that changes something: `sending` before it leaves, `sent` once ID360 said 204, `failed` when it
 * refused or never got it, `unknown` when nobody can tell (a time-out, a process that died while sending).
 */
export type SendState = 'sending' | 'sent' | 'failed' | 'unknown'

/** What an agent did at ID360 in a person's place: enough to go on from anywhere, never the pictures. */
export function assistedTables(kit: Kit, { enrollment }: ReturnType<typeof enrollmentTables>) {
  const assistedFlow = kit.table('assisted_flow', {
    enrollmentId: kit
      .id('enrollment_id')
      .primaryKey()
      .references(() => enrollment.id),
    startedAt: kit.ms('started_at').notNull(),
    startedBy: kit.id('started_by').notNull(),
    /** The routes ID360 offered, in its order; ids as text. */
    routes: kit.json<string[]>('routes').notNull(),
    routeId: kit.text('route_id'),
    routeAt: kit.ms('route_at'),
    routeBy: kit.id('route_by'),
    /** null until the person said yes or no. */
    acceptedBiometry: kit.bool('accepted_biometry'),
    /** Which wording was read to the person: language and version. */
    consentWording: kit.text('consent_wording'),
    consentAt: kit.ms('consent_at'),
    consentBy: kit.id('consent_by'),
    /** Stopped because the person refused what the process needs. */
    stoppedAt: kit.ms('stopped_at'),
    finishState: kit.text<SendState>('finish_state'),
    finishedAt: kit.ms('finished_at'),
    finishedBy: kit.id('finished_by'),
    /** Grows with every change: what a second tab holds against the first. */
    revision: kit.int('revision').notNull(),
  })
  const assistedComparison = kit.table(
    'assisted_comparison',
    {
      enrollmentId: kit.id('enrollment_id').notNull(),
      name: kit.text<ComparedDatum>('name').notNull(),
      /** What was sent, sealed: a birth date is not searched. */
      sealedValue: kit.bytes('sealed_value').notNull(),
      locked: kit.bool('locked').notNull(),
      state: kit.text<SendState>('state').notNull(),
      at: kit.ms('at').notNull(),
      by: kit.id('by').notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.enrollmentId, t.name] })],
  )
  const assistedPage = kit.table(
    'assisted_page',
    {
      enrollmentId: kit.id('enrollment_id').notNull(),
      document: kit.text<AssistedDocument>('document').notNull(),
      /** Counted from 0. */
      page: kit.int('page').notNull(),
      totalPages: kit.int('total_pages').notNull(),
      state: kit.text<SendState>('state').notNull(),
      /** Grows with each try: the end of an older one changes nothing. */
      attempt: kit.int('attempt').notNull(),
      /** Bytes; null until all of them passed. */
      size: kit.int('size'),
      /** As the first bytes say. */
      mediaType: kit.text('media_type'),
      /** Why it failed, as an error code. */
      failure: kit.text('failure'),
      at: kit.ms('at').notNull(),
      by: kit.id('by').notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.enrollmentId, t.document, t.page] })],
  )
  /** Who has the guided page open now: two agents see each other. */
  const assistedPresence = kit.table(
    'assisted_presence',
    {
      enrollmentId: kit.id('enrollment_id').notNull(),
      /** One browser tab; made by the page. */
      tabId: kit.id('tab_id').notNull(),
      staffId: kit.id('staff_id').notNull(),
      seenAt: kit.ms('seen_at').notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.enrollmentId, t.tabId] })],
  )
  return { assistedFlow, assistedComparison, assistedPage, assistedPresence }
}
