import { Card } from '@/app/_ui/card'
import { Skeleton } from '@/app/_ui/skeleton'
import { SkeletonRows } from '@/app/_ui/skeleton-rows'

const TILES = ['total', 'verdicts', 'rate', 'never', 'idclaims', 'retries', 'median', 'p90']

/** The shapes of what is being read: tiles, chart, table. */
export function UsageSkeleton() {
  return (
    <>
      <div className="grid grid-cols-2 gap-3 pt-7 rail:grid-cols-4">
        {TILES.map((tile) => (
          <Skeleton key={tile} className="h-32 rounded-lg" />
        ))}
      </div>
      <Skeleton className="h-[22rem] rounded-lg" />
      <Card padded={false}>
        <SkeletonRows rows={8} />
      </Card>
    </>
  )
}
