import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Mono } from '@/app/_ui/mono'
import type { ShownAuditRow } from '@/lib/audit/name-audit-rows'
import { FactName, FactValue } from './fact-value'

/** What else the row says, and its place in the chain: unfolded where it stands, without a script. */
export function AuditDetails({ row }: { row: ShownAuditRow }) {
  const t = useTranslations('audit.detail')
  const facts = Object.entries(row.details ?? {})
  const chain = [
    [t('id'), row.id],
    ...(row.target ? [[t('target'), row.target.id]] : []),
    ...(row.seq === null
      ? []
      : [
          [t('seq'), String(row.seq)],
          [t('hash'), row.hash ?? ''],
          [t('previousHash'), row.previousHash ?? ''],
        ]),
  ]
  return (
    <details className="group">
      <summary className="w-max cursor-pointer rounded text-accent-ink hover:underline">
        {row.seq === null ? t('more') : t('moreAt', { seq: String(row.seq) })}
      </summary>
      <dl className="mt-1 grid max-w-lg grid-cols-[max-content_minmax(8rem,1fr)] gap-x-3 gap-y-0.5 pb-2 text-sm whitespace-normal">
        {row.details === null && <dd className="col-span-2 text-ink-faint">{t('hidden')}</dd>}
        {facts.map(([key, value]) => (
          <Fact key={key} name={<FactName of={key} />}>
            <FactValue of={key} value={value} names={row.names} />
          </Fact>
        ))}
        {chain.map(([name, value]) => (
          <Fact key={name} name={name}>
            <Mono>{value ?? ''}</Mono>
          </Fact>
        ))}
      </dl>
    </details>
  )
}

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-faint">{name}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </>
  )
}
