import { getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import { Card } from '@/app/_ui/card'
import { may } from '@/lib/staff/permissions'
import type { Named, UsageBudget } from '@/lib/usage/usage-view'
import { AllowanceButton } from './allowance-button'
import { BudgetLine } from './budget-line'

/** What each group may use this month, has used, and will have used if it goes on like this. */
export async function BudgetsCard({
  ctx,
  budgets,
  groups,
}: {
  ctx: StaffContext
  budgets: readonly UsageBudget[]
  /** The groups this person may set an allowance for. */
  groups: readonly Named[]
}) {
  const t = await getTranslations('usage.budget')
  const common = await getTranslations('common')
  const named = ({ id, name }: Named) => ({ id, name: id === '' ? common('noGroup') : name })
  // "No group" is nobody's: it has no allowance.
  const choices = groups.filter(({ id }) => id !== '')
  const mayChange = may(ctx.actor.roles, 'usage.budget') && choices.length > 0
  return (
    <Card
      title={t('title')}
      aside={
        mayChange && (
          <div data-print="hide">
            <AllowanceButton
              groups={choices}
              allowances={Object.fromEntries(budgets.map(({ group, allowance }) => [group.id, allowance]))}
            />
          </div>
        )
      }
    >
      {budgets.length === 0 ? (
        <p className="text-ink-soft">{t('none')}</p>
      ) : (
        <ul className="grid gap-x-8 gap-y-5 rail:grid-cols-2">
          {budgets.map((budget) => (
            <li key={budget.group.id}>
              <BudgetLine budget={{ ...budget, group: named(budget.group) }} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
