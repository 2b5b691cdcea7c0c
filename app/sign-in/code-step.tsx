'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '@/app/_ui/button'
import { ErrorNote } from '@/app/_ui/error-note'
import { TextField } from '@/app/_ui/text-field'

/** The second half of signing in. `attempt` changes with each answer: the field is then empty and has the focus. */
export function CodeStep({
  email,
  attempt,
  failure,
  pending,
}: {
  email: string
  attempt: unknown
  failure: ReactNode
  pending: boolean
}) {
  const t = useTranslations('signIn')
  const [recovery, setRecovery] = useState(false)
  // What was wrong with a code of the one kind says nothing of the other.
  const [left, setLeft] = useState<unknown>(null)
  const field = useRef<HTMLInputElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: again after each answer, and when the kind of code changes.
  useEffect(() => {
    if (pending || !field.current) return
    field.current.value = ''
    field.current.focus()
  }, [attempt, recovery, pending])
  function change() {
    setRecovery(!recovery)
    setLeft(attempt)
  }
  return (
    <>
      {failure && left !== attempt && !pending && <ErrorNote>{failure}</ErrorNote>}
      <div>
        <h2 className="font-semibold">{t('codeTitle')}</h2>
        <p className="text-ink-soft">{t('codeIntro', { email })}</p>
      </div>
      {recovery ? (
        <TextField
          key="recovery"
          ref={field}
          label={t('recoveryCode')}
          hint={t('recoveryHint')}
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={60}
          required
          className="font-mono"
        />
      ) : (
        <TextField
          key="app"
          ref={field}
          label={t('code')}
          hint={t('codeHint')}
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={10}
          required
        />
      )}
      <Button type="submit" variant="primary" pending={pending}>
        {pending ? t('submitting') : t('submitCode')}
      </Button>
      <div className="flex flex-wrap justify-between gap-2">
        <Button variant="ghost" size="sm" onClick={change}>
          {recovery ? t('useApp') : t('useRecovery')}
        </Button>
        <Button
          type="submit"
          name="back"
          value="1"
          formNoValidate
          variant="ghost"
          size="sm"
          disabled={pending}
        >
          {t('back')}
        </Button>
      </div>
      {recovery && <p className="text-sm text-ink-faint">{t('lost')}</p>}
    </>
  )
}
