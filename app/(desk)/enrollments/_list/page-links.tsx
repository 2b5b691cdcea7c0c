import { ChevronLeft, ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { buttonClasses } from '@/app/_ui/button-classes'
import { classNames } from '@/app/_ui/class-names'
import { LinkButton } from '@/app/_ui/link-button'
import { PAGE_SIZES } from '@/lib/enrollments/list-query'
import { changed, type ListView } from './list-view'

/** The pages around this one, and how long a page is. */
export async function PageLinks({
  view,
  nextCursor,
  previousCursor,
}: {
  view: ListView
  nextCursor: string | null
  previousCursor: string | null
}) {
  const t = await getTranslations('enrollments.pages')
  return (
    <nav
      aria-label={t('label')}
      data-print="hide"
      className="flex flex-wrap items-center justify-between gap-3 border-t border-line px-3 py-2"
    >
      <div className="flex items-center gap-1 text-sm text-ink-soft">
        <span className="mr-1">{t('size')}</span>
        {PAGE_SIZES.map((size) => (
          <Link
            key={size}
            href={changed(view, { size: size === 50 ? null : String(size) })}
            scroll={false}
            prefetch={false}
            aria-label={t('sizeOf', { size })}
            aria-current={view.query.pageSize === size ? 'true' : undefined}
            className={classNames(
              'numbers inline-flex h-7 min-w-8 items-center justify-center rounded-sm px-1 hover:bg-hover',
              view.query.pageSize === size && 'bg-accent-fill font-medium text-accent-ink',
            )}
          >
            {size}
          </Link>
        ))}
      </div>
      <div className="flex gap-2">
        <Step to={previousCursor} view={view} rel="prev" words={t('previous')} />
        <Step to={nextCursor} view={view} rel="next" words={t('next')} />
      </div>
    </nav>
  )
}

function Step({
  to,
  view,
  rel,
  words,
}: {
  to: string | null
  view: ListView
  rel: 'prev' | 'next'
  words: string
}) {
  const content = (
    <>
      {rel === 'prev' && <ChevronLeft size={14} aria-hidden />}
      {words}
      {rel === 'next' && <ChevronRight size={14} aria-hidden />}
    </>
  )
  if (to === null) {
    return (
      <span aria-disabled className={buttonClasses({ size: 'sm' })}>
        {content}
      </span>
    )
  }
  return (
    <LinkButton href={changed(view, { cursor: to })} rel={rel} size="sm">
      {content}
    </LinkButton>
  )
}
