'use client'

import { Crosshair } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '@/app/_ui/class-names'
import { useTreeJump } from './tree-jump'

/** Opens the tree at the place a sentence comes from, and moves the keyboard there. */
export function ShowInReport({ path, label, of }: { path: string; label?: string; of?: string }) {
  const t = useTranslations('report.show')
  const { jump } = useTreeJump()
  const words = label ?? t('label')
  return (
    <button
      type="button"
      data-print={label === undefined ? 'hide' : undefined}
      data-show-path={path}
      title={path}
      aria-label={label === undefined ? t('labelOf', { of: of ?? path }) : t('of', { label })}
      onClick={(event) => jump(path, event.currentTarget)}
      className={classNames(
        'inline-flex min-h-6 max-w-full items-center gap-1 rounded-sm text-left text-sm text-accent-ink hover:underline',
        '[&_svg]:shrink-0',
      )}
    >
      <Crosshair size={13} aria-hidden data-print="hide" />
      <span className="min-w-0 wrap-anywhere">{words}</span>
    </button>
  )
}
