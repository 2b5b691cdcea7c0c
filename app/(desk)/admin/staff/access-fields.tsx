'use client'

import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useState } from 'react'
import { Checkbox } from '@/app/_ui/checkbox'
import type { StaffActor } from '@/lib/context'
import type { GroupChoices } from './group-choices'

type Role = StaffActor['roles'][number]
export type Access = { roles: Role[]; groupIds: string[] | null }

const ROLES = ['support', 'compliance', 'manager', 'admin'] as const satisfies readonly Role[]

/** Roles and groups as boxes to tick; `accessOf` reads them back. */
export function AccessFields({
  now,
  choices,
  errorOf,
}: {
  now: Access
  choices: GroupChoices
  errorOf: (field: string) => string | undefined
}) {
  const t = useTranslations('staffAdmin')
  const role = useTranslations('common.roles')
  const scopeName = useId()
  const [limited, setLimited] = useState(now.groupIds !== null)
  const offered = choices.groups.filter(({ id, retired }) => !retired || now.groupIds?.includes(id))
  const scope = (value: boolean, label: string, disabled: boolean) => (
    <label className="flex min-h-6 items-center gap-2">
      <input
        type="radio"
        name={scopeName}
        checked={limited === value}
        disabled={disabled}
        onChange={() => setLimited(value)}
        className="size-4 accent-accent"
      />
      {label}
    </label>
  )
  return (
    <>
      <Boxes legend={t('access.roles')} error={errorOf('roles')}>
        {ROLES.map((name) => (
          <Checkbox
            key={name}
            name="roles"
            value={name}
            defaultChecked={now.roles.includes(name)}
            label={role(name)}
            hint={t(`roleHints.${name}`)}
          />
        ))}
      </Boxes>
      <Boxes legend={t('access.groups')} error={errorOf('groupIds')}>
        {scope(false, t('access.all'), !choices.all)}
        {scope(true, t('access.some'), offered.length === 0)}
        {offered.length === 0 && <p className="text-sm text-ink-faint">{t('access.noGroups')}</p>}
        {limited && (
          <div className="ml-6 flex max-h-56 flex-col gap-2 overflow-y-auto">
            {/* Tells the form that these boxes count, even with none of them ticked. */}
            <input type="hidden" name="limited" value="1" />
            {offered.map(({ id, name, retired }) => (
              <Checkbox
                key={id}
                name="groupIds"
                value={id}
                defaultChecked={now.groupIds?.includes(id)}
                label={retired ? t('access.retired', { name }) : name}
              />
            ))}
          </div>
        )}
      </Boxes>
    </>
  )
}

/** What is ticked, as the verbs take it (and check it). */
export const accessOf = (fields: FormData): Access => ({
  roles: fields.getAll('roles').map(String) as Role[],
  groupIds: fields.has('limited') ? fields.getAll('groupIds').map(String) : null,
})

function Boxes({
  legend,
  error,
  children,
}: {
  legend: string
  error: string | undefined
  children: ReactNode
}) {
  const errorId = useId()
  return (
    <fieldset aria-describedby={error ? errorId : undefined} className="tone-red flex min-w-0 flex-col gap-2">
      <legend className="mb-1 font-medium">{legend}</legend>
      {children}
      {error && (
        <p id={errorId} className="flex items-start gap-1 text-sm text-tone-ink">
          <CircleAlert size={14} aria-hidden className="mt-[3px] shrink-0" />
          {error}
        </p>
      )}
    </fieldset>
  )
}
