import type { ReactNode } from 'react'

/** The top of every page: title, one sentence of state, one primary action. */
export function PageHeader({
  title,
  state,
  badges,
  action,
}: {
  title: ReactNode
  state?: ReactNode
  /** Beside the title. */
  badges?: ReactNode
  action?: ReactNode
}) {
  return (
    <header className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="text-xl font-semibold text-balance">{title}</h1>
          {badges}
        </div>
        {state && <p className="mt-1 text-ink-soft">{state}</p>}
      </div>
      {action && (
        <div className="flex flex-wrap items-center gap-2" data-print="hide">
          {action}
        </div>
      )}
    </header>
  )
}
