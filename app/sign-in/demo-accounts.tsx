'use client'

import { UserRound } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { DemoAccount } from '@/lib/staff/list-demo-staff'

/** The sandbox's four people: a click fills the form. */
export function DemoAccounts({
  accounts,
  onPick,
}: {
  accounts: DemoAccount[]
  onPick: (account: DemoAccount) => void
}) {
  const t = useTranslations('signIn')
  const role = useTranslations('common.roles')
  return (
    <section className="border-t border-line pt-4">
      <h2 className="font-medium">{t('demoTitle')}</h2>
      <p className="mb-3 text-sm text-ink-faint">{t('demoHint')}</p>
      <ul className="grid gap-2 sm:grid-cols-2">
        {accounts.map((account) => {
          const roles = account.roles.map((name) => role(name)).join(', ')
          return (
            <li key={account.email}>
              <button
                type="button"
                onClick={() => onPick(account)}
                className="flex w-full items-center gap-2 rounded-md border border-line-strong px-3 py-2 text-left hover:bg-hover"
              >
                <UserRound size={16} aria-hidden className="shrink-0 text-ink-faint" />
                <span className="min-w-0">
                  <span className="sr-only">{t('demoFill')} </span>
                  <span className="block truncate font-medium">{account.name}</span>
                  <span className="block text-sm text-ink-faint">{roles}</span>
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
