'use client'

import { Undo2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { Card } from '@/app/_ui/card'
import { JsonTreeSkeleton } from '@/app/_ui/json-tree-skeleton'
import { LazyJsonTree } from '@/app/_ui/lazy-json-tree'
import { useFirstInteraction } from '@/app/_ui/use-first-interaction'
import { useTreeJump } from './tree-jump'

/** The whole report; goes where the page's other parts point to. */
export function ReportTree({ text, maskedText }: { text: string; maskedText: string }) {
  const t = useTranslations('report')
  const { target, back } = useTreeJump()
  const attended = useFirstInteraction()
  return (
    <Card
      title={t('document.title')}
      aside={
        back ? (
          <Button size="sm" variant="ghost" icon={<Undo2 size={14} aria-hidden />} onClick={back}>
            {t('show.back')}
          </Button>
        ) : (
          <span className="text-sm text-ink-faint">{t('document.masked')}</span>
        )
      }
      padded={false}
      data-print="hide"
      className="min-w-0 rail:sticky rail:top-18"
    >
      {attended || target ? (
        <LazyJsonTree
          text={text}
          label={t('document.label')}
          maskedText={maskedText}
          target={target}
          className="h-[40rem] max-h-[60vh]"
        />
      ) : (
        <JsonTreeSkeleton />
      )}
    </Card>
  )
}
