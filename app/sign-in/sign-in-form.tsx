'use client'

import { useTranslations } from 'next-intl'
import { useActionState, useEffect, useRef } from 'react'
import { postToNextAuth } from '@/app/_auth/next-auth-client'
import type { SignInError } from '@/app/_auth/sign-in-error-key'
import { Button } from '@/app/_ui/button'
import { ErrorNote } from '@/app/_ui/error-note'
import { TextField } from '@/app/_ui/text-field'
import type { DemoAccount } from '@/lib/staff/list-demo-staff'
import { CodeStep } from './code-step'
import { DemoAccounts } from './demo-accounts'

type Attempt = {
  email: string
  password: string
  step: 'password' | 'code'
  error: SignInError | null
  /** The reader came back from the code: the field they came for has the focus. */
  returned?: boolean
}

const FIRST: Attempt = { email: '', password: '', step: 'password', error: null }

/**
 * Address and password, and for who has a second factor its code. What was typed stays after a refusal, in this form's
 * memory alone; `from` was checked by the server.
 */
export function SignInForm({ from, demo }: { from: string; demo: DemoAccount[] }) {
  const t = useTranslations('signIn')
  const errors = useTranslations('errors')
  const said = (error: SignInError) => {
    if (error.key === 'signIn.tooMany') return errors(error.key, { minutes: error.minutes })
    return error.key === 'signIn.secondFactor' ? null : errors(error.key)
  }
  const form = useRef<HTMLFormElement>(null)
  // Uncontrolled: what is typed before the page has become alive is not lost.
  const [last, submit, pending] = useActionState(
    async (before: Attempt, fields: FormData): Promise<Attempt> => {
      const text = (name: string) => String(fields.get(name) ?? '')
      if (fields.has('back')) return { ...before, step: 'password', error: null, returned: true }
      const inCode = before.step === 'code'
      const email = inCode ? before.email : text('email')
      const password = inCode ? before.password : text('password')
      const code: Record<string, string> = inCode ? { code: text('code') } : {}
      const error = await postToNextAuth('callback/credentials', { email, password, ...code })
      if (error) return { email, password, ...answered(error, before.step) }
      // A whole new page: it comes in the person's own language and theme, and nothing of the form remains.
      window.location.assign(from)
      return new Promise(() => {})
    },
    FIRST,
  )
  useEffect(() => {
    const field = last.returned && form.current?.elements.namedItem('password')
    if (field instanceof HTMLInputElement) field.focus()
  }, [last])
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
        {last.step === 'password' && last.error && !pending && <ErrorNote>{said(last.error)}</ErrorNote>}
        {last.step === 'code' ? (
          <CodeStep
            email={last.email}
            attempt={last}
            failure={last.error && said(last.error)}
            pending={pending}
          />
        ) : (
          <>
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
          </>
        )}
      </form>
      {demo.length > 0 && last.step === 'password' && <DemoAccounts accounts={demo} onPick={fill} />}
    </div>
  )
}

/** Which step an answer leads to: one that is about the code stays there, one about the password goes back. */
function answered(error: SignInError, step: Attempt['step']): Pick<Attempt, 'step' | 'error'> {
  if (error.key === 'signIn.secondFactor') return { step: 'code', error: null }
  return { step: error.key === 'signIn.refused' ? 'password' : step, error }
}
