import type { Kit } from '../kit'

/** What an enrollment is made of: ID360's configured journeys, and the groups usage is counted by. */
export function processTables(kit: Kit) {
  const usageGroup = kit.table(
    'usage_group',
    {
      id: kit.id('id').primaryKey(),
      name: kit.text('name').notNull(),
      state: kit.text<'active' | 'retired'>('state').notNull(),
      /** How many enrollments a month are allowed for; null: no budget. */
      monthlyAllowance: kit.int('monthly_allowance'),
      createdAt: kit.ms('created_at').notNull(),
    },
    (t) => [kit.unique('usage_group_name').on(t.name)],
  )
  const process = kit.table(
    'process',
    {
      id: kit.id('id').primaryKey(),
      id360Uuid: kit.id('id360_uuid').notNull(),
      name: kit.text('name').notNull(),
      byLink: kit.bool('by_link').notNull(),
      assisted: kit.bool('assisted').notNull(),
      makesIdclaim: kit.bool('makes_idclaim').notNull(),
      asksSelfie: kit.bool('asks_selfie').notNull(),
      defaultLanguage: kit.text<'fr' | 'en'>('default_language').notNull(),
      defaultGroupId: kit.id('default_group_id').references(() => usageGroup.id),
      /** Where the person lands at the end; null: the desk's own public page. */
      browserCallbackUrl: kit.text('browser_callback_url'),
      /** Which ID360 it belongs to; null: the one the desk is in front of. */
      environment: kit.text<'sandbox' | 'preproduction' | 'production'>('environment'),
      /** Letters of `E,F,C`, '' for all notifications; null: the setting ID360_NOTIFY_ON. */
      notifyOn: kit.text('notify_on'),
      state: kit.text<'active' | 'retired'>('state').notNull(),
      createdAt: kit.ms('created_at').notNull(),
    },
    (t) => [kit.unique('process_id360_uuid').on(t.id360Uuid)],
  )
  return { usageGroup, process }
}
