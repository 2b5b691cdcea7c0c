'use client'

import { useTranslations } from 'next-intl'
import { type FormEvent, useState } from 'react'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { Note } from '@/app/_ui/note'
import { Choice } from '../_flow/choice'
import { useFlowAction } from '../_flow/use-flow-action'
import type { ConsentWording } from './consent-wording'
import { giveConsentAction } from './give-consent-action'

type Answer = 'yes' | 'no'

/** Two statements, answered one by one by the person and recorded by the agent: the terms, then biometry. */
export function ConsentForm({
  enrollmentId,
  wording,
  asksSelfie,
}: {
  enrollmentId: string
  wording: ConsentWording
  asksSelfie: boolean
}) {
  const t = useTranslations('assisted.consent')
  const [terms, setTerms] = useState<Answer | null>(null)
  const [biometry, setBiometry] = useState<Answer | null>(null)
  const { run, pending, error } = useFlowAction(giveConsentAction)
  function submit(event: FormEvent) {
    event.preventDefault()
    if (terms !== 'yes' || biometry === null) return
    run({ enrollmentId, acceptedCgu: true, acceptedBiometry: biometry === 'yes', wording: wording.id })
  }
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-5">
      <p className="max-w-prose">{t('explain')}</p>
      <Statement legend={t('terms.legend')} text={wording.terms} language={wording.language}>
        <Choice
          name="terms"
          required
          checked={terms === 'yes'}
          onChange={() => setTerms('yes')}
          label={t('terms.yes')}
        />
        <Choice
          name="terms"
          required
          checked={terms === 'no'}
          onChange={() => setTerms('no')}
          label={t('terms.no')}
        />
      </Statement>
      <Statement legend={t('biometry.legend')} text={wording.biometry} language={wording.language}>
        <Choice
          name="biometry"
          required
          checked={biometry === 'yes'}
          onChange={() => setBiometry('yes')}
          label={t('biometry.yes')}
        />
        <Choice
          name="biometry"
          required
          checked={biometry === 'no'}
          onChange={() => setBiometry('no')}
          label={t('biometry.no')}
          hint={t(asksSelfie ? 'biometry.noHint' : 'biometry.noHintWithoutSelfie')}
        />
      </Statement>
      <p className="text-sm text-ink-soft">{t('wording', { id: wording.id })}</p>
      <div role="status" className="max-w-prose empty:hidden">
        {terms === 'no' && (
          <Note tone="orange" title={t('terms.refusedTitle')}>
            {t('terms.refused')}
          </Note>
        )}
      </div>
      {error && <ActionErrorNote error={error} />}
      <Button type="submit" variant="primary" pending={pending} disabled={terms === 'no'}>
        {pending ? t('recording') : t('record')}
      </Button>
    </form>
  )
}

function Statement({
  legend,
  text,
  language,
  children,
}: {
  legend: string
  text: string
  language: string
  children: React.ReactNode
}) {
  return (
    <fieldset className="flex w-full max-w-prose flex-col gap-2">
      <legend className="mb-2 font-medium">{legend}</legend>
      <blockquote lang={language} className="mb-1 border-l-4 border-accent bg-sunken px-4 py-3">
        {text}
      </blockquote>
      {children}
    </fieldset>
  )
}
