import type { UsageQuery } from '@/lib/usage/usage-query'
import type { UsageView } from '@/lib/usage/usage-view'
import type { Settled } from '../../enrollments/_list/settled'
import { RangeForm } from './range-form'

/** The two dates, with what the reading found wrong with them. */
export async function WrongDates({
  query,
  reading,
}: {
  query: UsageQuery
  reading: Promise<Settled<UsageView>>
}) {
  const usage = await reading
  return <RangeForm query={query} errors={'error' in usage ? usage.error.fieldErrors : {}} />
}
