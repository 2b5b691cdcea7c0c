import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { LinkButton } from '@/app/_ui/link-button'
import { SelectField } from '@/app/_ui/select-field'
import { TextField } from '@/app/_ui/text-field'
import { STATES } from './staff-query'

/** Search and state, kept in the address; works without a script too. */
export function StaffFilters({ search, state }: { search: string; state: string | null }) {
  const t = useTranslations('staffAdmin')
  return (
    <Form
      // What stands in the address counts, also after the way back.
      key={`${search}|${state}`}
      action="/admin/staff"
      className="flex flex-wrap items-end gap-3"
    >
      <div className="min-w-48 flex-1 sm:max-w-xs">
        <TextField
          label={t('search')}
          name="q"
          type="search"
          maxLength={200}
          autoComplete="off"
          placeholder={t('searchPlaceholder')}
          defaultValue={search}
        />
      </div>
      <div className="w-44">
        <SelectField
          label={t('stateFilter')}
          name="state"
          defaultValue={state ?? ''}
          placeholder={t('anyState')}
          options={STATES.map((value) => ({ value, label: t(`states.${value}`) }))}
        />
      </div>
      <Button type="submit">{t('submitSearch')}</Button>
      {(search || state) && (
        <LinkButton href="/admin/staff" variant="ghost">
          {t('clear')}
        </LinkButton>
      )}
    </Form>
  )
}
