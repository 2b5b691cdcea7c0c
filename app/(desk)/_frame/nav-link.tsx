'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { classNames } from '@/app/_ui/class-names'

const covers = (href: string, pathname: string) =>
  pathname === href || (href !== '/' && pathname.startsWith(`${href}/`))

/** One entry; the one with the longest address that covers the page is the current one. */
export function NavLink({
  href,
  siblings,
  label,
  children,
}: {
  href: string
  siblings: readonly string[]
  label: string
  /** The icon. */
  children: ReactNode
}) {
  const pathname = usePathname()
  const best = siblings
    .filter((sibling) => covers(sibling, pathname))
    .reduce((longest, sibling) => (sibling.length > longest.length ? sibling : longest), '')
  const current = best === href
  return (
    <Link
      href={href}
      title={label}
      aria-current={current ? 'page' : undefined}
      className={classNames(
        'flex h-9 items-center gap-3 rounded-md px-2.5 font-medium focus-visible:-outline-offset-2 @max-[180px]:justify-center',
        current ? 'bg-accent-fill text-accent-ink' : 'text-ink-soft hover:bg-hover hover:text-ink',
      )}
    >
      {children}
      <span className="truncate @max-[180px]:sr-only">{label}</span>
    </Link>
  )
}
