'use client'

import { RotateCcw } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { ErrorNote } from '@/app/_ui/error-note'

/** A page that failed in a way nobody expected: the frame stays, the reference leads to the log. */
export default function DeskError({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('errors.page')
  const common = useTranslations('common')
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null
  return (
    <div className="mx-auto flex max-w-xl flex-col items-start gap-4 py-8">
      <h1 className="text-xl font-semibold">{t('brokenTitle')}</h1>
      <ErrorNote>{digest ? t('broken', { id: digest }) : t('brokenWithoutId')}</ErrorNote>
      <Button variant="primary" icon={<RotateCcw size={16} aria-hidden />} onClick={retry}>
        {common('tryAgain')}
      </Button>
    </div>
  )
}
