import type { StaffContext } from '@/app/_auth/staff-context'
import { readHome } from '@/lib/enrollments/read-home'
import { may } from '@/lib/staff/permissions'
import { AdminCard } from './admin-card'
import { AtRiskCard } from './at-risk-card'
import { CapturesCard } from './captures-card'
import { EnrollmentsCard } from './enrollments-card'
import { StatusesCard } from './statuses-card'
import { UsageCard } from './usage-card'

/** What each of the person's roles finds here; for who has none of these lists, the statuses. */
export async function HomeSections({ ctx }: { ctx: StaffContext }) {
  const { support, compliance, admin } = await readHome(ctx)
  return (
    <>
      {admin && <AdminCard {...admin} />}
      {support && (
        <>
          <EnrollmentsCard
            kind="stuck"
            rows={support.stuck}
            more="/enrollments?status=STARTED,NEW&sort=news"
          />
          <EnrollmentsCard kind="mine" rows={support.mine} more="/enrollments?by=me" />
        </>
      )}
      {compliance && (
        <>
          <AtRiskCard ctx={ctx} />
          <EnrollmentsCard kind="ko" rows={compliance.ko} more="/enrollments?status=KO&sort=news" />
          <EnrollmentsCard kind="conflicts" rows={compliance.conflicts} />
          <CapturesCard captures={compliance.captures} />
        </>
      )}
      {may(ctx.actor.roles, 'usage.view') && <UsageCard ctx={ctx} />}
      {!support && !compliance && <StatusesCard ctx={ctx} />}
    </>
  )
}
