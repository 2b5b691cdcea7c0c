import { FileDown } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { pageContext } from '@/app/_auth/staff-context'
import { orPageError } from '@/app/_errors/page-error'
import { Card } from '@/app/_ui/card'
import { EmptyState } from '@/app/_ui/empty-state'
import { LinkButton } from '@/app/_ui/link-button'
import { Messages } from '@/app/_ui/messages'
import { PageHeader } from '@/app/_ui/page-header'
import { listExports } from '@/lib/usage/exports/list-exports'
import { ExportsTable } from './exports-table'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('usage.exports'))('title') }
}

/** Every file that left: so that a figure in accounting can be traced to who took it, when, and to its hash. */
export default async function UsageExportsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const ctx = await pageContext()
  const after = [(await searchParams).after].flat()[0]?.slice(0, 200) || null
  const { exports, next } = await orPageError(listExports(ctx, { cursor: after, limit: 25 }))
  const t = await getTranslations('usage.exports')
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title={t('title')}
        state={exports.length > 0 ? t('state') : t('stateNone')}
        action={
          <LinkButton href="/usage" variant="primary">
            {t('toUsage')}
          </LinkButton>
        }
      />
      <Card padded={false}>
        {exports.length === 0 ? (
          <EmptyState icon={<FileDown size={28} aria-hidden />} title={t('empty')}>
            {t('emptyHint')}
          </EmptyState>
        ) : (
          <Messages>
            <ExportsTable exports={exports} />
          </Messages>
        )}
      </Card>
      {(next || after) && (
        <nav aria-label={t('pages')} className="flex gap-2">
          {after && <LinkButton href="/usage/exports">{t('newest')}</LinkButton>}
          {next && (
            <LinkButton href={`/usage/exports?after=${encodeURIComponent(next)}`} rel="next">
              {t('older')}
            </LinkButton>
          )}
        </nav>
      )}
    </div>
  )
}
