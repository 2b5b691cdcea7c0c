import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** A failure, said where it happened: it stays on the page and is read out at once. */
export function ErrorNote({
  title,
  children,
  action,
}: {
  title?: ReactNode
  children: ReactNode
  action?: ReactNode
}) {
  return (
    <div
      role="alert"
      className="tone-red flex items-start gap-2 rounded-md border border-tone-line bg-tone-fill px-3 py-2 text-tone-ink"
    >
      <CircleAlert size={16} aria-hidden className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        <div>{children}</div>
      </div>
      {action}
    </div>
  )
}
