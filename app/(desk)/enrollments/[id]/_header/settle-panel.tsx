'use client'

import { CircleQuestionMark } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type FormEvent, useState, useTransition } from 'react'
import { askAction, type Failure } from '@/app/_actions/ask-action'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { TextField } from '@/app/_ui/text-field'
import { toast } from '@/app/_ui/toast'
import { useFieldError } from '@/app/_ui/use-field-error'
import { ReconcileButton } from './reconcile-button'
import { settleAction } from './settle-action'

/** A creation that ID360 never answered: what that means, and the ways to find out. */
export function SettlePanel({ enrollmentId, canAsk }: { enrollmentId: string; canAsk: boolean }) {
  const t = useTranslations('enrollment.settle')
  const router = useRouter()
  const [id360Id, setId360Id] = useState('')
  const [error, setError] = useState<Failure | null>(null)
  const [pending, startTransition] = useTransition()
  const fieldError = useFieldError(error?.fieldErrors)('id360Id')

  const settle = (input: Parameters<typeof settleAction>[0], said: string) =>
    startTransition(async () => {
      const answer = await askAction(settleAction(input))
      setError(answer.error)
      if (answer.error) return
      toast(said)
      router.refresh()
    })
  function submitExists(event: FormEvent) {
    event.preventDefault()
    settle({ enrollmentId, decision: 'exists', id360Id }, t('settledExists'))
  }

  return (
    <section
      aria-labelledby="settle-title"
      className="tone-amber flex flex-col gap-4 rounded-lg border border-tone-line bg-surface p-4"
    >
      <div className="flex items-start gap-2">
        <CircleQuestionMark size={18} aria-hidden className="mt-0.5 shrink-0 text-tone-ink" />
        <div className="max-w-prose">
          <h2 id="settle-title" className="font-semibold">
            {t('title')}
          </h2>
          <p className="mt-1 text-ink-soft">{t('explain')}</p>
        </div>
      </div>
      {canAsk && (
        <div className="flex flex-wrap items-center gap-3">
          <p className="max-w-prose flex-1">{t('askExplain')}</p>
          <ReconcileButton enrollmentId={enrollmentId} />
        </div>
      )}
      <div className="grid gap-4 md:grid-cols-2">
        <form onSubmit={submitExists} className="flex flex-col items-start gap-3">
          <h3 className="font-medium">{t('exists')}</h3>
          <div className="w-full max-w-sm">
            <TextField
              label={t('id360Id')}
              hint={t('id360IdHint')}
              error={fieldError}
              value={id360Id}
              onChange={(event) => setId360Id(event.target.value)}
              autoComplete="off"
              spellCheck={false}
              required
              maxLength={64}
            />
          </div>
          <Button type="submit" pending={pending}>
            {t('saveExists')}
          </Button>
        </form>
        <div className="flex flex-col items-start gap-3">
          <h3 className="font-medium">{t('notCreated')}</h3>
          <p className="max-w-prose text-ink-soft">{t('notCreatedExplain')}</p>
          <Button
            pending={pending}
            onClick={() => settle({ enrollmentId, decision: 'not_created' }, t('settledNotCreated'))}
          >
            {t('saveNotCreated')}
          </Button>
        </div>
      </div>
      {error && !fieldError && <ActionErrorNote error={error} />}
    </section>
  )
}
