import Form from 'next/form'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { LinkButton } from '@/app/_ui/link-button'
import { SelectField } from '@/app/_ui/select-field'
import { TextField } from '@/app/_ui/text-field'
import { AUDIT_ACTIONS, AUDIT_TARGETS } from '@/lib/audit/audit-actions'
import { auditQuery } from '@/lib/audit/audit-address'
import type { AuditFilter } from '@/lib/audit/audit-filter'

/** What of the log is shown: a form that is sent into the address. `wrong`: what of the address was not understood. */
export function AuditFilters({
  filter,
  wrong,
  people,
}: {
  filter: AuditFilter
  wrong: readonly (keyof AuditFilter)[]
  people: readonly { id: string; name: string }[]
}) {
  const t = useTranslations('audit')
  const errorOf = (field: 'targetId' | 'from' | 'to') =>
    wrong.includes(field) ? t(`filter.wrong.${field}`) : null
  const known =
    filter.actor === null || ['system', 'callback', ...people.map(({ id }) => id)].includes(filter.actor)
  return (
    <search aria-label={t('filter.label')}>
      {/* The fields are the address's: another one makes them anew. */}
      <Form
        key={auditQuery(filter)}
        action="/admin/audit"
        scroll={false}
        noValidate
        data-print="hide"
        className="grid grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] items-start gap-3"
      >
        <SelectField
          name="actor"
          label={t('filter.actor')}
          defaultValue={filter.actor ?? ''}
          placeholder={t('filter.anyone')}
          options={[
            { value: 'system', label: t('actor.system') },
            { value: 'callback', label: t('actor.callback') },
            ...people.map(({ id, name }) => ({ value: id, label: name })),
            ...(known || filter.actor === null ? [] : [{ value: filter.actor, label: filter.actor }]),
          ]}
        />
        <SelectField
          name="action"
          label={t('filter.action')}
          defaultValue={filter.action ?? ''}
          placeholder={t('filter.anyAction')}
          options={AUDIT_ACTIONS.map((action) => ({ value: action, label: t(`actions.${action}`) }))}
        />
        <SelectField
          name="kind"
          label={t('filter.kind')}
          defaultValue={filter.targetKind ?? ''}
          placeholder={t('filter.anyKind')}
          options={AUDIT_TARGETS.map((kind) => ({ value: kind, label: t(`targets.${kind}`) }))}
        />
        <TextField
          name="target"
          label={t('filter.target')}
          defaultValue={filter.targetId ?? ''}
          error={errorOf('targetId')}
          autoComplete="off"
          spellCheck={false}
        />
        <TextField
          type="date"
          name="from"
          label={t('filter.from')}
          defaultValue={filter.from ?? ''}
          error={errorOf('from')}
        />
        <TextField
          type="date"
          name="to"
          label={t('filter.to')}
          defaultValue={filter.to ?? ''}
          error={errorOf('to')}
        />
        <div className="flex flex-wrap gap-2 self-end">
          <Button type="submit" variant="primary">
            {t('filter.show')}
          </Button>
          {(auditQuery(filter) !== '' || wrong.length > 0) && (
            <LinkButton href="/admin/audit" scroll={false} prefetch={false}>
              {t('filter.reset')}
            </LinkButton>
          )}
        </div>
      </Form>
    </search>
  )
}
