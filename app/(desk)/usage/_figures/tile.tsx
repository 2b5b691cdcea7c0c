import type { ReactNode } from 'react'
import type { Change } from './change'
import { ChangeNote, type FigureKind } from './change-note'

export type Compared = { before: Change; yearBefore: Change }

/** One figure, large, with what it was before and a year earlier. */
export function Tile({
  label,
  hint,
  kind = 'count',
  changes,
  than,
  children,
}: {
  label: string
  hint?: ReactNode
  kind?: FigureKind
  /** null: there is nothing now that could be compared. */
  changes: Compared | null
  /** Both periods of comparison, in words and in short. */
  than: Record<keyof Compared, { words: string; short: string }>
  children: ReactNode
}) {
  return (
    <div className="flex flex-col gap-1 rounded-lg border border-line bg-surface p-4 break-inside-avoid max-sm:p-3">
      <dt className="text-ink-soft">{label}</dt>
      <dd className="numbers text-2xl font-semibold">{children}</dd>
      {hint && <dd className="numbers text-sm text-ink-soft">{hint}</dd>}
      {changes && (
        <dd className="mt-auto flex flex-col gap-0.5 pt-2 text-xs">
          <ChangeNote change={changes.before} kind={kind} {...noteOf(than.before)} />
          <ChangeNote change={changes.yearBefore} kind={kind} {...noteOf(than.yearBefore)} />
        </dd>
      )}
    </div>
  )
}

const noteOf = ({ words, short }: { words: string; short: string }) => ({ than: words, short })
