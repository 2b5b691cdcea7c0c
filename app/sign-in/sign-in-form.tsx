'use client'

import { useTranslations } from 'next-intl'
import { useActionState, useRef } from 'react'
import { postToNextAuth } from '@/app/_auth/next-auth-client'
import type { SignInError } from '@/app/_auth/sign-in-error-key'
import { Button } from '@/app/_ui/button'
import { ErrorNote } from '@/app/_ui/error-note'
import { TextField } from '@/app/_ui/text-field'
import type { DemoAccount } from '@/lib/staff/list-demo-staff'
import { DemoAccounts } from './demo-accounts'

type Attempt = { email: string; password: string; error: SignInError | null }

/** Address and password. What was typed stays after a refusal; `from` was checked by the server. */
export function SignInForm({ from, demo }: { from: string; demo: DemoAccount[] }) {
  const t = useTranslations('signIn')
  const errors = useTranslations('errors')
  const said = (error: SignInError) =>
    error.key === 'signIn.tooMany' ? errors(error.key, { minutes: error.minutes }) : errors(error.key)
  const form = useRef<HTMLFormElement>(null)
  // Uncontrolled: what is typed before the page has become alive is not lost.
  const [last, submit, pending] = useActionState(
    async (_: Attempt, fields: FormData): Promise<Attempt> => {
      const email = String(fields.get('email'))
      const password = String(fields.get('password'))
      const error = await postToNextAuth('callback/credentials', { email, password })
      if (error) return { email, password, error }
      // A whole new page: it comes in the person's own language and theme, and nothing of the form remains.
      window.location.assign(from)
      return new Promise(() => {})
    },
    { email: '', password: '', error: null },
  )
  function fill({ email, password }: DemoAccount) {
    for (const [name, value] of Object.entries({ email, password })) {
      const field = form.current?.elements.namedItem(name)
      if (field instanceof HTMLInputElement) field.value = value
    }
    form.current?.querySelector<HTMLButtonElement>('button[type=submit]')?.focus()
  }
  return (
    <div className="flex flex-col gap-6">
      <form ref={form} action={submit} className="flex flex-col gap-4">
        {last.error && !pending && <ErrorNote>{said(last.error)}</ErrorNote>}
        <TextField
          label={t('email')}
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={last.email}
        />
        <TextField
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={200}
          defaultValue={last.password}
        />
        <Button type="submit" variant="primary" pending={pending}>
          {pending ? t('submitting') : t('submit')}
        </Button>
      </form>
      {demo.length > 0 && <DemoAccounts accounts={demo} onPick={fill} />}
    </div>
  )
}
