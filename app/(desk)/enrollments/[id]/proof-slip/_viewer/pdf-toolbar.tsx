'use client'

import { ChevronLeft, ChevronRight, MoveHorizontal, Printer, ZoomIn, ZoomOut } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { type ReactNode, useId } from 'react'
import { Button } from '@/app/_ui/button'
import { IconButton } from '@/app/_ui/icon-button'
import type { useZoom } from './use-zoom'

/** Pages, size, search and print of a PDF. */
export function PdfToolbar({
  page,
  count,
  onPage,
  zoom,
  printing,
  onPrint,
  search,
}: {
  page: number
  count: number
  onPage: (page: number) => void
  zoom: ReturnType<typeof useZoom>
  printing: boolean
  onPrint: () => void
  search: ReactNode
}) {
  const t = useTranslations('evidence.pdf')
  const format = useFormatter()
  const pageId = useId()
  return (
    <div
      role="toolbar"
      aria-label={t('tools')}
      className="sticky top-0 z-10 flex flex-wrap items-center gap-x-1 gap-y-1 border-b border-line bg-surface px-1 py-1 md:gap-x-4 md:px-2"
    >
      <div className="flex items-center gap-1">
        <IconButton label={t('previous')} disabled={page <= 1} onClick={() => onPage(page - 1)}>
          <ChevronLeft size={16} aria-hidden />
        </IconButton>
        <label htmlFor={pageId} className="sr-only">
          {t('page')}
        </label>
        <input
          // Takes what is typed only once it is left or confirmed.
          key={page}
          id={pageId}
          inputMode="numeric"
          defaultValue={page}
          onBlur={(event) => onPage(Number(event.target.value))}
          onKeyDown={(event) => event.key === 'Enter' && onPage(Number(event.currentTarget.value))}
          className="numbers h-7 w-10 rounded-md border border-line-control bg-surface text-center text-sm"
        />
        <span className="numbers text-sm whitespace-nowrap text-ink-soft">{t('of', { count })}</span>
        <IconButton label={t('next')} disabled={page >= count} onClick={() => onPage(page + 1)}>
          <ChevronRight size={16} aria-hidden />
        </IconButton>
      </div>
      <div className="flex items-center gap-1">
        <IconButton label={t('zoomOut')} onClick={zoom.zoomOut}>
          <ZoomOut size={16} aria-hidden />
        </IconButton>
        <span className="numbers w-12 text-center max-md:w-10 text-sm text-ink-soft">
          {format.number(zoom.zoom, { style: 'percent', maximumFractionDigits: 0 })}
        </span>
        <IconButton label={t('zoomIn')} onClick={zoom.zoomIn}>
          <ZoomIn size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('fit')} aria-pressed={zoom.fits} onClick={zoom.fit}>
          <MoveHorizontal size={16} aria-hidden />
        </IconButton>
      </div>
      {search}
      <Button
        variant="ghost"
        size="sm"
        className="ml-auto"
        pending={printing}
        icon={<Printer size={14} aria-hidden />}
        onClick={onPrint}
      >
        {printing ? t('preparing') : t('print')}
      </Button>
    </div>
  )
}
