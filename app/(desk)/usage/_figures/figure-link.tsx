import Link from 'next/link'
import { useFormatter } from 'next-intl'

/** A count that leads to exactly the enrollments it counts (`href`). Zero, and what has no list, is plain. */
export function FigureLink({ n, href, label }: { n: number; href: string | null; label?: string }) {
  const format = useFormatter()
  const words = format.number(n)
  if (n === 0 || href === null) return <span className={n === 0 ? 'text-ink-faint' : undefined}>{words}</span>
  return (
    <Link
      href={href}
      prefetch={false}
      aria-label={label && `${words} ${label}`}
      className="rounded-sm underline decoration-line-strong underline-offset-2 hover:text-accent-ink hover:decoration-current"
    >
      {words}
    </Link>
  )
}
