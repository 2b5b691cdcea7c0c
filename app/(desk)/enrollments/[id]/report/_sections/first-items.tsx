import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** More than this nobody reads in a list; the tree has them all. */
const MOST_LISTED = 100

/** The first items of a list, and how many more the whole report has. */
export function FirstItems<Item>({
  items,
  most = MOST_LISTED,
  children,
}: {
  items: readonly Item[]
  most?: number
  children: (shown: readonly Item[]) => ReactNode
}) {
  const t = useTranslations('report')
  const count = items.length - most
  return (
    <>
      {children(items.slice(0, most))}
      {count > 0 && <p className="mt-2 text-sm text-ink-faint">{t('moreInTree', { count })}</p>}
    </>
  )
}
