import Link from 'next/link'
import type { ReactNode } from 'react'
import { classNames } from './class-names'

export type Tab = {
  href: string
  label: ReactNode
  /** A count or a mark after the label. */
  aside?: ReactNode
  current: boolean
}

/** Tabs that are links: each has an address, opens in a new tab, and works without JavaScript. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav aria-label={label} data-print="hide" className="overflow-x-auto border-b border-line">
      <ul className="flex min-w-max gap-1">
        {tabs.map((tab) => (
          <li key={tab.href}>
            <Link
              href={tab.href}
              scroll={false}
              aria-current={tab.current ? 'page' : undefined}
              className={classNames(
                '-mb-px flex h-10 items-center gap-2 border-b-2 px-3 font-medium focus-visible:-outline-offset-2',
                tab.current
                  ? 'border-accent text-ink'
                  : 'border-transparent text-ink-soft hover:border-line-strong hover:text-ink',
              )}
            >
              {tab.label}
              {tab.aside !== undefined && (
                <span className="numbers text-xs font-normal text-ink-faint">{tab.aside}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
