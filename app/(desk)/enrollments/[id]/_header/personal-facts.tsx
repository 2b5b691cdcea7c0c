'use client'

import { Eye, EyeOff } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { ActionErrorNote } from '@/app/_ui/action-error-note'
import { Button } from '@/app/_ui/button'
import { VisuallyHidden } from '@/app/_ui/visually-hidden'
import type { PersonView } from '@/lib/enrollments/get-enrollment'
import type { RevealedPerson } from '@/lib/enrollments/revealed-person'
import { Fact, Unknown } from './fact'
import { useReveal } from './use-reveal'

const RevealDialog = dynamic(() => import('./reveal-dialog').then((module) => module.RevealDialog))

/** How to reach the person: masked, plain for a while to who says why. */
export function PersonalFacts({
  enrollmentId,
  person,
  revealed,
  minutes,
}: {
  enrollmentId: string
  person: PersonView
  revealed: boolean
  minutes: number
}) {
  const t = useTranslations('enrollment.personal')
  const facts = useTranslations('enrollment.facts')
  const format = useFormatter()
  const router = useRouter()
  const { shown, ended, error, show, maskNow } = useReveal(enrollmentId, revealed)
  const [asking, setAsking] = useState(false)
  // Stays once it was opened: a dialog that goes away open does not give the focus back.
  const [asked, setAsked] = useState(false)
  const { maskedEmail, maskedPhone, hasDetails } = person

  function ask() {
    setAsked(true)
    setAsking(true)
  }
  function reveal(answer: RevealedPerson) {
    setAsking(false)
    show(answer)
    // The timeline says it too.
    router.refresh()
  }
  return (
    <>
      <Fact name={facts('email')}>
        <Contact plain={shown?.email} masked={maskedEmail} />
      </Fact>
      <Fact name={facts('phone')}>
        <span className="numbers">
          <Contact plain={shown?.phone} masked={maskedPhone} />
        </span>
      </Fact>
      <Fact name={facts('address')}>
        {shown ? <Address person={shown} /> : hasDetails ? t('kept') : <Contact masked={null} />}
      </Fact>
      {(maskedEmail !== null || maskedPhone !== null || hasDetails) && (
        <Fact name={t('label')} onPaper={false}>
          <div className="flex flex-col items-start gap-1">
            <Button
              size="sm"
              icon={shown ? <EyeOff size={14} aria-hidden /> : <Eye size={14} aria-hidden />}
              onClick={shown ? maskNow : ask}
            >
              {t(shown ? 'maskNow' : 'reveal')}
            </Button>
            <span role="status" className="text-sm text-ink-faint empty:hidden">
              {shown
                ? t('until', { at: format.dateTime(shown.until, { hour: '2-digit', minute: '2-digit' }) })
                : ended && t('maskedAgain')}
            </span>
            {error && <ActionErrorNote error={error} />}
          </div>
        </Fact>
      )}
      {asked && (
        <RevealDialog
          open={asking}
          onClose={() => setAsking(false)}
          enrollmentId={enrollmentId}
          minutes={minutes}
          onRevealed={reveal}
        />
      )}
    </>
  )
}

function Contact({ plain, masked }: { plain?: string | null | undefined; masked: string | null }): ReactNode {
  const t = useTranslations('enrollment.personal')
  const common = useTranslations('common')
  if (plain) return plain
  if (masked === null) return <Unknown>{common('none')}</Unknown>
  return (
    <>
      {masked} <VisuallyHidden>{t('masked')}</VisuallyHidden>
    </>
  )
}

function Address({ person: { addressLines, idclaimPhone } }: { person: RevealedPerson }) {
  const t = useTranslations('enrollment.personal')
  const common = useTranslations('common')
  if (addressLines.length === 0 && idclaimPhone === null) return <Unknown>{common('none')}</Unknown>
  return (
    <>
      {addressLines.map((line) => (
        <span key={line} className="block">
          {line}
        </span>
      ))}
      {idclaimPhone !== null && <span className="block">{t('idclaimPhone', { phone: idclaimPhone })}</span>}
    </>
  )
}
