'use client'

import { FileDown } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/app/_ui/button'
import type { UsageQueryInput } from '@/lib/usage/usage-query'

/** Its code comes with the first click. */
const ExportSheet = dynamic(() => import('./export-sheet').then((module) => module.ExportSheet), {
  ssr: false,
})

export type ExportScope = {
  query: UsageQueryInput
  /** What the file will be about, in words. */
  scope: string
  /** This person may take personal columns along. */
  personal: boolean
}

export function ExportButton(scope: ExportScope) {
  const t = useTranslations('usage.export')
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never')
  return (
    <>
      <Button
        variant="primary"
        aria-haspopup="dialog"
        icon={<FileDown size={16} aria-hidden />}
        onClick={() => setState('open')}
      >
        {t('button')}
      </Button>
      {state !== 'never' && (
        <ExportSheet {...scope} open={state === 'open'} onClose={() => setState('closed')} />
      )}
    </>
  )
}
