import Link from 'next/link'
import { getFormatter, getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import { Card } from '@/app/_ui/card'
import { Table, TableCell, TableHeadCell, TableRow } from '@/app/_ui/table'
import { dateIn } from '@/lib/enrollments/zoned-days'
import { readUsage } from '@/lib/usage/read-usage'
import { BudgetLine } from '../usage/_budget/budget-line'
import { changeOf } from '../usage/_figures/change'
import { ChangeNote } from '../usage/_figures/change-note'
import { enrollmentsOf } from '../usage/_figures/enrollments-of'
import { FigureLink } from '../usage/_figures/figure-link'
import { rangesAround } from '../usage/_period/asked-range'
import { monthWords } from '../usage/_period/range-words'
import { sideBySide } from './side-by-side'

const MOST_GROUPS = 8

/** For managers: each group this month against last, and the allowances that run out. */
export async function UsageCard({ ctx }: { ctx: StaffContext }) {
  const t = await getTranslations('usage.home')
  const common = await getTranslations('common')
  const format = await getFormatter()
  const today = dateIn(ctx.settings.TIME_ZONE, ctx.clock())
  const lastMonth = rangesAround('month', today).before.from
  const [now, before] = await Promise.all([
    readUsage(ctx, { period: 'month' }),
    readUsage(ctx, { period: 'month', from: lastMonth }),
  ])
  const groups = sideBySide(now.groups, before.groups)
  const warned = now.budgets.filter(({ reached }) => reached !== null)
  const nameOf = ({ id, name }: { id: string; name: string }) => (id === '' ? common('noGroup') : name)
  return (
    <Card
      padded={false}
      title={t('title', { month: monthWords(format, today) })}
      aside={
        <Link href="/usage" className="text-sm text-accent-ink hover:underline">
          {t('see')}
        </Link>
      }
    >
      {warned.length > 0 && (
        <ul aria-label={t('budgets')} className="grid gap-4 border-b border-line p-4">
          {warned.map((budget) => (
            <li key={budget.group.id}>
              <BudgetLine
                budget={{ ...budget, group: { id: budget.group.id, name: nameOf(budget.group) } }}
              />
            </li>
          ))}
        </ul>
      )}
      {groups.length === 0 ? (
        <p className="p-4 text-ink-soft">{t('empty')}</p>
      ) : (
        <Table aria-label={t('label')}>
          <thead>
            <tr>
              <TableHeadCell>{t('group')}</TableHeadCell>
              <TableHeadCell numeric>{t('thisMonth')}</TableHeadCell>
              <TableHeadCell numeric title={monthWords(format, lastMonth)}>
                {t('lastMonth')}
              </TableHeadCell>
              <TableHeadCell numeric>{t('change')}</TableHeadCell>
            </tr>
          </thead>
          <tbody>
            {groups.slice(0, MOST_GROUPS).map(({ group, now: n, before: then }) => {
              const scope = { groupId: group.id, processId: null }
              return (
                <TableRow key={group.id}>
                  <TableCell>{nameOf(group)}</TableCell>
                  <TableCell numeric>
                    <FigureLink n={n} href={enrollmentsOf({ ...scope, range: now.range }, 'total')} />
                  </TableCell>
                  <TableCell numeric>
                    <FigureLink n={then} href={enrollmentsOf({ ...scope, range: before.range }, 'total')} />
                  </TableCell>
                  <TableCell numeric>
                    <ChangeNote
                      change={changeOf(n, then, then)}
                      kind="count"
                      than={monthWords(format, lastMonth)}
                      short=""
                    />
                  </TableCell>
                </TableRow>
              )
            })}
          </tbody>
        </Table>
      )}
      {groups.length > MOST_GROUPS && (
        <p className="border-t border-line px-4 py-2 text-sm text-ink-faint">
          {t('more', { count: groups.length - MOST_GROUPS })}
        </p>
      )}
    </Card>
  )
}
