'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/app/_ui/button'
import { CopyButton } from '@/app/_ui/copy-button'

/** What can be done with the selected rows: take their references or ids along, one a line. */
export function SelectionBar({
  references,
  id360Ids,
  count,
  onClear,
}: {
  references: string[]
  id360Ids: string[]
  count: number
  onClear: () => void
}) {
  const t = useTranslations('enrollments.selection')
  return (
    <>
      <p role="status" className="sr-only">
        {count > 0 && t('count', { count })}
      </p>
      {count > 0 && (
        <div className="sticky bottom-3 z-10 mx-3 my-2 flex flex-wrap items-center gap-2 rounded-md border border-line-strong bg-surface px-3 py-2 shadow-lg">
          <span className="mr-auto font-medium">{t('count', { count })}</span>
          {references.length > 0 && (
            <CopyButton
              text={references.join('\n')}
              label={t('copyReferences', { count: references.length })}
              size="sm"
            />
          )}
          {id360Ids.length > 0 && (
            <CopyButton
              text={id360Ids.join('\n')}
              label={t('copyIds', { count: id360Ids.length })}
              size="sm"
            />
          )}
          <Button size="sm" variant="ghost" onClick={onClear}>
            {t('clear')}
          </Button>
        </div>
      )}
    </>
  )
}
