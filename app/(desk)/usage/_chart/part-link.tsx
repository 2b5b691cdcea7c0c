import Link from 'next/link'
import type { ReactNode } from 'react'

/** Leads from a part of a bar to its enrollments, for the mouse; the table has the same links for the keyboard. */
export function PartLink({ href, children }: { href: string | null; children: ReactNode }) {
  if (href === null) return children
  return (
    <Link href={href} prefetch={false} tabIndex={-1}>
      {children}
    </Link>
  )
}
