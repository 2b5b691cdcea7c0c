'use client'

import { useTranslations } from 'next-intl'
import { Dialog } from '@/app/_ui/dialog'
import { Kbd } from '@/app/_ui/kbd'

const KEYS = [
  ['search', ['/']],
  ['palette', ['Ctrl', 'K']],
  ['help', ['?']],
  ['down', ['j']],
  ['up', ['k']],
  ['enter', ['Enter']],
  ['select', ['x']],
  ['escape', ['Esc']],
] as const

/** Every key of the desk, on `?`. */
export function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const t = useTranslations('frame.keys')
  return (
    <Dialog open onClose={onClose} title={t('title')}>
      <dl className="flex flex-col gap-2">
        {KEYS.map(([name, keys]) => (
          <div key={name} className="flex items-center justify-between gap-4">
            <dt>{t(name)}</dt>
            <dd className="flex gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
