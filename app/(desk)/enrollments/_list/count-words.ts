import type { StatusCount } from '@/lib/enrollments/count-by-status'

/** A count as a tab shows it: "12", "999+" from a thousand on that were not all counted, "…" when none was met yet. */
export function countWords({ n, capped }: StatusCount, format: (n: number) => string): string {
  if (!capped) return format(n)
  if (n === 0) return '…'
  return n >= 1000 ? '999+' : `${format(n)}+`
}
