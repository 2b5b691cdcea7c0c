import type { ReactNode } from 'react'

/** One line of the facts: what it is, and what is known of it. */
export function Fact({
  name,
  onPaper = true,
  children,
}: {
  name: string
  onPaper?: boolean
  children: ReactNode
}) {
  return (
    <div className="min-w-0" data-print={onPaper ? undefined : 'hide'}>
      <dt className="text-sm text-ink-faint">{name}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </div>
  )
}

export const Unknown = ({ children }: { children: ReactNode }) => (
  <span className="text-ink-faint">{children}</span>
)
