import type { ReactNode } from 'react'
import { ShowInReport } from '../_tree/show-in-report'

/** The first line of an item: what it is, what came of it, and the way to its place in the report. */
export function ItemHead({
  title,
  path,
  children,
}: {
  title: string
  path: string
  /** Badges after the title. */
  children: ReactNode
}) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <p className="min-w-0 font-medium wrap-anywhere first-letter:uppercase">{title}</p>
      {children}
      <span className="ml-auto">
        <ShowInReport path={path} of={title} />
      </span>
    </div>
  )
}
