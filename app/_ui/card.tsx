import type { ComponentProps, ReactNode } from 'react'
import { classNames } from './class-names'

/** A framed part of a page, with a heading of its own when it has one. */
export function Card({
  title,
  aside,
  padded = true,
  className,
  children,
  ...rest
}: Omit<ComponentProps<'section'>, 'title'> & {
  title?: ReactNode
  /** What stands at the right of the heading. */
  aside?: ReactNode
  /** false: the content reaches the frame (tables). */
  padded?: boolean
}) {
  return (
    <section {...rest} className={classNames('rounded-lg border border-line bg-surface', className)}>
      {(title || aside) && (
        <header className="flex min-h-11 flex-wrap items-center justify-between gap-2 border-b border-line px-4 py-2">
          {title && <h2 className="font-semibold">{title}</h2>}
          {aside}
        </header>
      )}
      <div className={padded ? 'p-4' : undefined}>{children}</div>
    </section>
  )
}
