import type { ComponentProps } from 'react'
import { classNames } from './class-names'

/** A table at full width: 13 px, 40 px rows, numbers in tabular figures; scrolls sideways in its own frame when it must. */
export function Table({ className, ...rest }: ComponentProps<'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard (WCAG 2.1.1).
    <section className="overflow-x-auto" tabIndex={0} aria-label={rest['aria-label']}>
      <table {...rest} className={classNames('w-full border-collapse text-sm', className)} />
    </section>
  )
}

export function TableHeadCell({
  numeric = false,
  className,
  ...rest
}: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...rest}
      className={classNames(
        'h-9 border-b border-line px-3 font-medium whitespace-nowrap text-ink-faint first:pl-4 last:pr-4',
        numeric ? 'text-right' : 'text-left',
        className,
      )}
    />
  )
}

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return (
    <tr {...rest} className={classNames('border-b border-line last:border-b-0 hover:bg-hover', className)} />
  )
}

export function TableCell({
  numeric = false,
  className,
  ...rest
}: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      {...rest}
      className={classNames(
        'h-10 px-3 py-1 first:pl-4 last:pr-4 max-md:whitespace-nowrap',
        numeric && 'numbers text-right',
        className,
      )}
    />
  )
}
