import { Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names'
import { TONE_CLASS, type Tone } from './tone'

/** Something worth knowing that is no failure. */
export function Note({
  tone = 'blue',
  icon,
  title,
  children,
}: {
  tone?: Tone
  icon?: ReactNode
  title?: ReactNode
  children: ReactNode
}) {
  return (
    <div
      className={classNames(
        TONE_CLASS[tone],
        'flex items-start gap-2 rounded-md border border-tone-line bg-tone-fill px-3 py-2 text-tone-ink',
      )}
    >
      <span className="mt-0.5 shrink-0">{icon ?? <Info size={16} aria-hidden />}</span>
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        <div>{children}</div>
      </div>
    </div>
  )
}
