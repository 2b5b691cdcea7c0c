'use client'

import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import type { FormEvent } from 'react'
import { useAct } from '@/app/_actions/use-act'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Checkbox } from '@/app/_ui/checkbox'
import { LinkButton } from '@/app/_ui/link-button'
import { toast } from '@/app/_ui/toast'
import { useAlive } from '@/app/_ui/use-alive'
import type { TwoFactorPolicy as Policy } from '@/lib/staff/two-factor/require-two-factor'
import { requireTwoFactorAction } from './staff-actions'

const ROLES = ['support', 'compliance', 'manager', 'admin'] as const

/** Which roles need a second factor, and how many people with them have none yet. */
export function TwoFactorPolicy({ now }: { now: Policy }) {
  const t = useTranslations('staffAdmin.policy')
  const role = useTranslations('common.roles')
  const router = useRouter()
  const alive = useAlive()
  const { act, pending, error } = useAct()
  const locksOneself = !now.hasOwn && !now.roles.includes('admin')
  function save(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const roles = ROLES.filter((name) => fields.getAll('roles').includes(name))
    act(
      () => requireTwoFactorAction({ roles }),
      () => {
        toast(t('saved'))
        router.refresh()
      },
    )
  }
  return (
    <form onSubmit={save} className="flex flex-col gap-4">
      <p className="max-w-prose text-ink-soft">{t('intro')}</p>
      {error && <ActionErrorNote error={error} />}
      <fieldset disabled={!now.mayChange} className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        <legend className="mb-2 font-medium">{t('roles')}</legend>
        {ROLES.map((name) => (
          <Checkbox
            key={name}
            name="roles"
            value={name}
            defaultChecked={now.roles.includes(name)}
            label={role(name)}
            hint={t('without', { count: now.without[name] })}
          />
        ))}
      </fieldset>
      {now.mayChange && locksOneself && (
        <p className="text-sm text-ink-faint">
          {t('selfFirst')}{' '}
          <LinkButton href="/profile" size="sm" className="ml-1">
            {t('toProfile')}
          </LinkButton>
        </p>
      )}
      {now.mayChange ? (
        <Button type="submit" pending={pending} disabled={!alive} className="self-start">
          {t('save')}
        </Button>
      ) : (
        <p className="text-sm text-ink-faint">{t('wholeDesk')}</p>
      )}
    </form>
  )
}
