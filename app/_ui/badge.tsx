import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { TONE_CLASS, type Tone } from './tone'

/** A word with a colour of meaning and, better, an icon. */
export function Badge({
  tone = 'grey',
  icon,
  title,
  className,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  title?: string
  className?: string
  children: ReactNode
}) {
  return (
    <span
      title={title}
      className={classNames(
        TONE_CLASS[tone],
        'inline-flex h-[22px] items-center gap-1 rounded-sm border border-tone-line bg-tone-fill px-1.5',
        'text-xs font-medium whitespace-nowrap text-tone-ink',
        className,
      )}
    >
      {icon}
      {children}
    </span>
  )
}
