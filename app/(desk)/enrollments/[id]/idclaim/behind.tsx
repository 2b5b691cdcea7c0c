import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

/** A part of the page that waits behind its heading, for who wants to know exactly. Printed open. */
export function Behind({
  title,
  aside,
  children,
}: {
  title: ReactNode
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <details className="group rounded-lg border border-line bg-surface print:[&::details-content]:[content-visibility:visible]">
      <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-center gap-2 rounded-lg px-4 py-2 focus-visible:-outline-offset-2 [&::-webkit-details-marker]:hidden">
        <ChevronRight size={16} aria-hidden className="shrink-0 text-ink-faint group-open:rotate-90" />
        <h2 className="font-semibold">{title}</h2>
        {aside && <span className="text-sm text-ink-faint">{aside}</span>}
      </summary>
      <div className="border-t border-line p-4">{children}</div>
    </details>
  )
}
