import { Card } from '@/app/_ui/card'
import { Skeleton } from '@/app/_ui/skeleton'
import { SkeletonRows } from '@/app/_ui/skeleton-rows'

export function HomeSkeleton() {
  return (
    <Card padded={false} title={<Skeleton className="h-5 w-40" />}>
      <SkeletonRows rows={8} />
    </Card>
  )
}
