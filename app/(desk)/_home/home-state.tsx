import { getTranslations } from 'next-intl/server'
import type { StaffContext } from '@/app/_auth/staff-context'
import { countByStatus } from '@/lib/enrollments/count-by-status'
import { may } from '@/lib/staff/permissions'

/** One sentence: what the person's first role would ask. */
export async function HomeState({ ctx }: { ctx: StaffContext }) {
  const t = await getTranslations('home.state')
  const counts = await countByStatus(ctx, {})
  const { roles } = ctx.actor
  if (may(roles, 'enrollments.create')) return t('support', { count: counts.NEW.n + counts.STARTED.n })
  if (may(roles, 'review.decide')) return t('compliance', { count: counts.KO.n })
  return t('other', { count: counts.all.n })
}
