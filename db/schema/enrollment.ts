import { sql } from 'drizzle-orm'
import type { Kit } from '../kit'
import type { processTables } from './process'
import type { staffTables } from './staff'

/**
 * ID360's statuses, and three of the desk's own: UNCONFIRMED (ID360 was asked to create it and has not answered),
 * NOT_CREATED (the agent settled that it does not exist).
 */
export type EnrollmentStatus =
  | 'UNCONFIRMED'
  | 'NOT_CREATED'
  | 'NEW'
  | 'STARTED'
  | 'OK'
  | 'KO'
  | 'CANCELED'
  | 'FAILED'
  | 'DISCONTINUED'

/** Whether the report fetched from ID360 says what the final callback said. */
export type Confirmation = 'none' | 'pending' | 'confirmed' | 'contradicted'

/** One step of the journey as the callbacks told it; unknown names and statuses are kept as they came. */
export type StepState = {
  name: string
  type: string | null
  status: string | null
  occurredAt: number | null
}

/** One person's file, and the terms by which it is found. */
export function enrollmentTables(
  kit: Kit,
  { staff }: ReturnType<typeof staffTables>,
  { process }: ReturnType<typeof processTables>,
) {
  const enrollment = kit.table(
    'enrollment',
    {
      id: kit.id('id').primaryKey(),
      createdAt: kit.ms('created_at').notNull(),
      createdBy: kit
        .id('created_by')
        .notNull()
        .references(() => staff.id),
      processId: kit
        .id('process_id')
        .notNull()
        .references(() => process.id),
      /** Empty string: no group (a value, so that keys and counters need no null). */
      groupId: kit.id('group_id').notNull(),
      clientReference: kit.text('client_reference'),
      language: kit.text<'fr' | 'en'>('language').notNull(),
      lastName: kit.text('last_name'),
      firstName: kit.text('first_name'),
      email: kit.text('email'),
      phone: kit.text('phone'),
      /** Sealed JSON of what need not be searched: address, idclaim phone. */
      sealedDetails: kit.bytes('sealed_details'),
      /**
       * The words it is found by (lib/enrollments/search-terms.ts): lower case, without accents, each preceded by a
       * space; those anyone with the list may search by (reference, ID360 id) stand once more as `r:word`.
       */
      searchText: kit.text('search_text').notNull(),
      /** One form filled once: a double click carries the same key. */
      submissionKey: kit.id('submission_key').notNull(),
      inboxId: kit.id('inbox_id').notNull(),
      callbackSecretSha256: kit.id('callback_secret_sha256').notNull(),
      id360Id: kit.id('id360_id'),
      sealedApiKey: kit.bytes('sealed_api_key'),
      status: kit.text<EnrollmentStatus>('status').notNull(),
      reason: kit.text('reason'),
      confirmation: kit.text<Confirmation>('confirmation').notNull(),
      conflict: kit.bool('conflict').notNull(),
      stepsDone: kit.int('steps_done'),
      stepsTotal: kit.int('steps_total'),
      steps: kit.json<StepState[]>('steps').notNull(),
      startedAt: kit.ms('started_at'),
      finishedAt: kit.ms('finished_at'),
      lastNewsAt: kit.ms('last_news_at').notNull(),
      /** When it was made, the desk already had an enrollment of the same client reference. */
      retry: kit.bool('retry').notNull().default(false),
      /** An idclaim of it is kept. */
      hasIdclaim: kit.bool('has_idclaim').notNull().default(false),
      /** When what says who the person is was erased; nothing of it is stored again. */
      erasedAt: kit.ms('erased_at'),
      /** When the evidence was erased. */
      evidenceErasedAt: kit.ms('evidence_erased_at'),
      /** The person is erased, the evidence must be kept until then; null: nothing is kept back. */
      evidenceKeptUntil: kit.ms('evidence_kept_until'),
      /** Grows with every change that a page showing this enrollment must learn of. */
      revision: kit.int('revision').notNull(),
    },
    (t) => [
      kit.unique('enrollment_submission_key').on(t.submissionKey),
      kit.unique('enrollment_inbox_id').on(t.inboxId),
      kit.index('enrollment_id360_id').on(t.id360Id),
      kit.index('enrollment_created').on(t.createdAt, t.id),
      // The time of creation comes last: a period is told apart without reading the rows.
      kit.index('enrollment_news').on(t.lastNewsAt, t.id, t.createdAt),
      kit.index('enrollment_status').on(t.status, t.createdAt, t.id),
      // The status comes last: it is counted and filtered without reading the rows.
      kit.index('enrollment_process').on(t.processId, t.createdAt, t.id, t.status),
      kit.index('enrollment_group').on(t.groupId, t.createdAt, t.id, t.status),
      kit.index('enrollment_creator').on(t.createdBy, t.createdAt, t.id, t.status),
      kit.index('enrollment_confirmation').on(t.confirmation, t.createdAt, t.id, t.status),
      kit.index('enrollment_status_news').on(t.status, t.lastNewsAt, t.id, t.createdAt),
      kit.index('enrollment_reference').on(t.clientReference, t.createdAt),
      // Only what has ended and still holds something to erase: written with the verdict, gone with the erasing.
      kit
        .index('enrollment_to_erase')
        .on(t.finishedAt, t.id)
        .where(sql`finished_at is not null and (erased_at is null or evidence_erased_at is null)`),
      // Few enrollments are either: only those have a place in these indexes.
      kit.index('enrollment_retry').on(t.createdAt, t.id, t.groupId, t.processId).where(sql`retry`),
      kit.index('enrollment_idclaim').on(t.createdAt, t.id, t.groupId, t.processId).where(sql`has_idclaim`),
    ],
  )
  /** Every prefix (2 to 6 characters) of every word, and every whole word, in the order the list shows them. */
  const searchTerm = kit.table(
    'search_term',
    {
      term: kit.id('term').notNull(),
      createdAt: kit.ms('created_at').notNull(),
      enrollmentId: kit.id('enrollment_id').notNull(),
    },
    (t) => [kit.primaryKey({ columns: [t.term, t.createdAt, t.enrollmentId] })],
  )
  return { enrollment, searchTerm }
}
