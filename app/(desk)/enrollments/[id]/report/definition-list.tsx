import { Fragment, type ReactNode } from 'react'

/** Names and values side by side; what is not known is left out. */
export function DefinitionList({ items }: { items: { name: string; value: ReactNode }[] }) {
  return (
    <dl className="grid grid-cols-[max-content_minmax(0,1fr)] items-center gap-x-4 gap-y-2">
      {items.map(
        ({ name, value }) =>
          value !== null && (
            <Fragment key={name}>
              <dt className="text-sm text-ink-faint">{name}</dt>
              <dd className="min-w-0 wrap-anywhere">{value}</dd>
            </Fragment>
          ),
      )}
    </dl>
  )
}
