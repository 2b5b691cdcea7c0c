'use client'

import { CircleCheck, CircleQuestionMark } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useRef } from 'react'
import { LinkControls } from '@/app/_enrollment-link/link-controls'
import { Button } from '@/app/_ui/button'
import { buttonClasses } from '@/app/_ui/button-classes'
import { LinkButton } from '@/app/_ui/link-button'
import { Note } from '@/app/_ui/note'
import type { CreatedEnrollment } from '@/lib/enrollments/create-enrollment'

/** What became of the form: the link to pass on, or, honestly, that nobody knows yet. */
export function Outcome({
  created: { enrollmentId, outcome, duplicateOf },
  person,
  language,
  byLink,
  assisted,
  hiddenLink,
  onAgain,
}: {
  created: CreatedEnrollment
  person: string
  language: 'fr' | 'en'
  byLink: boolean
  /** The process can be done here, in the person's place. */
  assisted: boolean
  hiddenLink: Record<'fr' | 'en', string>
  onAgain: () => void
}) {
  const t = useTranslations('newEnrollment')
  const page = `/enrollments/${enrollmentId}`
  if (outcome === 'unconfirmed') {
    return (
      <Panel
        tone="tone-amber"
        icon={<CircleQuestionMark size={20} aria-hidden />}
        title={t('unconfirmed.title')}
        actions={
          <LinkButton href={page} variant="primary">
            {t('unconfirmed.openFile')}
          </LinkButton>
        }
      >
        <p className="text-ink-soft">{t('unconfirmed.body')}</p>
      </Panel>
    )
  }
  return (
    <Panel
      tone="tone-green"
      icon={<CircleCheck size={20} aria-hidden />}
      title={t('done.title')}
      actions={
        <>
          <LinkButton href={page} variant={byLink || assisted ? 'secondary' : 'primary'}>
            {t('done.openFile')}
          </LinkButton>
          {assisted && (
            // A new load of the page: the camera is allowed at that address alone (see AssistLink).
            <a
              href={`${page}/assist`}
              className={buttonClasses({ variant: byLink ? 'secondary' : 'primary' })}
            >
              {t(byLink ? 'done.assist' : 'done.assistOnly')}
            </a>
          )}
          <Button onClick={onAgain}>{t('done.again')}</Button>
        </>
      }
    >
      {duplicateOf && <Note tone="amber">{t('done.before')}</Note>}
      <p className="text-ink-soft">
        {/* Of an earlier submission nobody here knows for whom it was. */}
        {person && !duplicateOf && `${t('done.forPerson', { person })} `}
        {t(byLink ? 'done.share' : 'done.assisted')}
      </p>
      {byLink && <LinkControls enrollmentId={enrollmentId} language={language} hidden={hiddenLink} />}
    </Panel>
  )
}

/** Takes the focus: it stands where the form was. */
function Panel({
  tone,
  icon,
  title,
  actions,
  children,
}: {
  tone: string
  icon: ReactNode
  title: string
  actions: ReactNode
  children: ReactNode
}) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <section className="flex flex-col gap-4 rounded-lg border border-line bg-surface p-4">
      <h2
        ref={heading}
        tabIndex={-1}
        className={`${tone} flex items-center gap-2 text-lg font-semibold text-ink outline-none`}
      >
        <span className="text-tone-ink">{icon}</span>
        {title}
      </h2>
      {children}
      <div className="flex flex-wrap gap-2 border-t border-line pt-4">{actions}</div>
    </section>
  )
}
