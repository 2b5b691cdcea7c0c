import { classNames } from '@/app/_ui/class-names'

/** How far something is, from 0 to 1; without a share: that it is under way. */
export function ProgressBar({ label, share }: { label: string; share?: number }) {
  return (
    <progress
      aria-label={label}
      value={share}
      max={1}
      className={classNames(
        'h-2 w-full max-w-sm appearance-none overflow-hidden rounded-sm border-none bg-line',
        '[&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-line [&::-webkit-progress-value]:bg-accent',
        share === undefined && 'animate-pulse bg-accent [&::-webkit-progress-bar]:bg-accent',
      )}
    />
  )
}
