import { Card } from '@/app/_ui/card'
import { Skeleton } from '@/app/_ui/skeleton'
import { SkeletonRows } from '@/app/_ui/skeleton-rows'

/** The shape of the list while it is on its way. */
export default function Loading() {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex h-[52px] flex-col justify-between">
        <Skeleton className="h-7 w-40" />
        <Skeleton className="h-4 w-72" />
      </div>
      <Skeleton className="h-10 w-full" />
      <Skeleton className="h-9 w-full" />
      <Card padded={false}>
        <SkeletonRows rows={12} />
      </Card>
    </div>
  )
}
