import { classNames } from './class-names'

/** A grey shape of the size of what is coming; give it height and width. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={classNames('block animate-pulse rounded-sm bg-sunken', className)} />
}
