'use client'

import { ChevronRight } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'

const KNOWN = [
  'enrollments',
  'new',
  'report',
  'proof-slip',
  'idclaim',
  'documents',
  'assist',
  'evidence',
  'usage',
  'exports',
  'callbacks',
  'audit',
  'admin',
  'processes',
  'groups',
  'system',
  'profile',
  'staff',
  'retention',
  'erasure',
] as const

const isKnown = (part: string): part is (typeof KNOWN)[number] => (KNOWN as readonly string[]).includes(part)

/** Addresses that group others and are no page. */
const NO_PAGE = ['/admin']

/** Where the page stands, from its address. A part that is no word of ours is the id of an enrollment, or of an entry. */
export function Trail() {
  const t = useTranslations('frame.trail')
  const parts = usePathname().split('/').filter(Boolean)
  const labelOf = (part: string, before: string | undefined) => {
    if (before === 'processes') return t(part === 'new' ? 'newProcess' : 'process')
    return isKnown(part) ? t(part) : t(parts[0] === 'admin' ? 'entry' : 'enrollment')
  }
  const places = [
    { href: '/', label: t('home') },
    ...parts.map((part, index) => ({
      href: `/${parts.slice(0, index + 1).join('/')}`,
      label: labelOf(part, parts[index - 1]),
    })),
  ]
  return (
    <nav aria-label={t('label')} className="hidden min-w-0 md:block">
      <ol className="flex items-center gap-1 text-sm whitespace-nowrap text-ink-faint">
        {places.map(({ href, label }, index) => {
          const last = index === places.length - 1
          return (
            <li key={href} className="flex min-w-0 items-center gap-1">
              {index > 0 && <ChevronRight size={14} aria-hidden className="shrink-0" />}
              {last ? (
                <span aria-current="page" className="truncate font-medium text-ink">
                  {label}
                </span>
              ) : NO_PAGE.includes(href) ? (
                <span className="truncate">{label}</span>
              ) : (
                <Link href={href} className="truncate rounded-sm hover:text-ink hover:underline">
                  {label}
                </Link>
              )}
            </li>
          )
        })}
      </ol>
    </nav>
  )
}
