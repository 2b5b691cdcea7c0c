import { TONE_CLASS } from '@/app/_ui/tone'
import { USAGE_STATUSES, type UsageStatus } from './usage-statuses'

/** What is cut out of the colour, on a tile of 8 by 8. */
const TEXTURE: Record<UsageStatus, string | null> = {
  OK: null,
  KO: 'M-2 2L2 -2M0 8L8 0M6 10L10 6',
  STARTED: 'M2 2h1.5v1.5h-1.5zM6 6h1.5v1.5h-1.5z',
  NEW: 'M0 2H8M0 6H8',
  CANCELED: 'M2 0V8M6 0V8',
  FAILED: 'M0 4H8M4 0V8',
  DISCONTINUED: 'M-2 6L2 10M0 0L8 8M6 -2L10 2',
  UNCONFIRMED: 'M0 0h4v4h-4zM4 4h4v4h-4z',
}
const SOLID: readonly UsageStatus[] = ['STARTED', 'UNCONFIRMED']

/** The paints of the chart and of its legend: a colour and a texture each, in both themes. Once a page. */
export function StatusPatterns() {
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      <defs>
        {USAGE_STATUSES.map(({ status, tone }) => (
          <pattern
            key={status}
            id={`usage-${status}`}
            width="8"
            height="8"
            patternUnits="userSpaceOnUse"
            className={TONE_CLASS[tone]}
          >
            <rect width="8" height="8" fill="var(--tone-ink)" />
            {TEXTURE[status] && (
              <path
                d={TEXTURE[status]}
                fill={SOLID.includes(status) ? 'var(--surface)' : 'none'}
                stroke={SOLID.includes(status) ? 'none' : 'var(--surface)'}
                strokeWidth="1.5"
              />
            )}
          </pattern>
        ))}
      </defs>
    </svg>
  )
}
