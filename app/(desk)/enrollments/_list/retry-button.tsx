'use client'

import { RotateCcw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useTransition } from 'react'
import { Button } from '@/app/_ui/button'

/** Asks the server for this very page again. */
export function RetryButton() {
  const t = useTranslations('common')
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  return (
    <Button
      size="sm"
      pending={pending}
      onClick={() => startTransition(() => router.refresh())}
      icon={<RotateCcw size={14} aria-hidden />}
    >
      {t('tryAgain')}
    </Button>
  )
}
