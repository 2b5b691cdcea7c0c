import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Mono } from '@/app/_ui/mono'
import { Time } from '@/app/_ui/time'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'

type Fact = string | number | boolean | null

/** Facts that are instants, in epoch milliseconds. */
const INSTANTS = new Set(['expiresAt', 'keptUntil'])
const ROLES = new Set(['roles', 'before'])
/** A fact is told with `.before` and `.after`, or with `Before` beside the one that holds now. */
const TURNED = /^(.+?)(?:\.(before|after)|(Before))$/

/** The name of a fact in words; one that this version has no words for keeps its own. */
export function FactName({ of }: { of: string }) {
  const t = useTranslations('audit.detail')
  const { fact, turn } = readFact(of)
  const name = dynamicMessage(t, `fact.${fact}`)
  if (name === null) return <Mono>{of}</Mono>
  return turn === null ? name : t(turn, { name })
}

/** The value of a fact: dates as dates, ids by the names that are known (`names`), everything else as it was written. */
export function FactValue({
  of,
  value,
  names,
}: {
  of: string
  value: Fact
  names: Record<string, string>
}): ReactNode {
  const t = useTranslations('audit.detail')
  const role = useTranslations('common.roles')
  const { fact } = readFact(of)
  if (value === null || value === '') return '–'
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number')
    return INSTANTS.has(fact) ? <Time at={value} /> : <Mono>{String(value)}</Mono>
  if (fact === 'groups' && value === 'all') return t('all')
  const parts = value.split(/[ ,]+/)
  const wordOf = (part: string) => names[part] ?? (ROLES.has(fact) ? dynamicMessage(role, part) : null)
  if (parts.every((part) => wordOf(part) !== null)) return parts.map(wordOf).join(', ')
  return <Mono>{value}</Mono>
}

function readFact(key: string): { fact: string; turn: 'before' | 'after' | null } {
  const [, fact, dotted, capital] = TURNED.exec(key) ?? []
  if (!fact) return { fact: key, turn: null }
  return { fact, turn: capital || dotted === 'before' ? 'before' : 'after' }
}
