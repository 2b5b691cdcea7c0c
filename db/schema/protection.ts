import type { Kit } from '../kit'
import type { Role } from './staff'

/** Why somebody looks at what is masked. */
export const REVEAL_REASONS = ['contact', 'check', 'request', 'incident'] as const
export type RevealReason = (typeof REVEAL_REASONS)[number]

/** Why a person is erased before their time. `request`: GDPR art. 17; `mistake`: the file should not exist. */
export const ERASURE_GROUNDS = ['request', 'mistake'] as const
export type ErasureGround = (typeof ERASURE_GROUNDS)[number]

/** What administrators decide for everyone, by its key. */
export type DeskSettings = {
  /** Days after the end of a file; null: never. `evidenceByLaw`: how long evidence may not be erased, whoever asks. */
  retention: { personalDays: number | null; evidenceDays: number | null; evidenceByLawDays: number | null }
  /** Whoever has one of these roles, and signs in with a password, needs a second factor. */
  twoFactor: { roles: Role[] }
}

/** What protects people: what is decided for all, who looked at what is masked, who was erased. */
export function protectionTables(kit: Kit) {
  const deskSetting = kit.table('desk_setting', {
    key: kit.id('key').$type<keyof DeskSettings>().primaryKey(),
    value: kit.json<DeskSettings[keyof DeskSettings]>('value').notNull(),
    changedAt: kit.ms('changed_at').notNull(),
    /** null: the desk itself. */
    changedBy: kit.id('changed_by'),
  })
  /** Somebody may see what is masked of one enrollment, for a while. */
  const personalReveal = kit.table(
    'personal_reveal',
    {
      id: kit.id('id').primaryKey(),
      staffId: kit.id('staff_id').notNull(),
      enrollmentId: kit.id('enrollment_id').notNull(),
      reason: kit.text<RevealReason>('reason').notNull(),
      at: kit.ms('at').notNull(),
      expiresAt: kit.ms('expires_at').notNull(),
    },
    (t) => [kit.index('personal_reveal_of').on(t.staffId, t.enrollmentId, t.expiresAt)],
  )
  /** A person erased because somebody asked: proof that it was done, without who it was. */
  const erasure = kit.table(
    'erasure',
    {
      id: kit.id('id').primaryKey(),
      at: kit.ms('at').notNull(),
      by: kit.id('by').notNull(),
      ground: kit.text<ErasureGround>('ground').notNull(),
      enrollmentIds: kit.json<string[]>('enrollment_ids').notNull(),
      /** Of how many of them the law made the desk keep the evidence, and until when at most. */
      kept: kit.int('kept').notNull(),
      keptUntil: kit.ms('kept_until'),
    },
    (t) => [kit.index('erasure_at').on(t.at, t.id)],
  )
  return { deskSetting, personalReveal, erasure }
}
