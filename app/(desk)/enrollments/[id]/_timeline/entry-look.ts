import {
  ArrowLeftRight,
  Bell,
  CircleCheck,
  CircleX,
  Cog,
  FileWarning,
  type LucideIcon,
  OctagonAlert,
  UserRound,
} from 'lucide-react'
import { STATUS_LOOK } from '@/app/_ui/status-badge'
import type { Tone } from '@/app/_ui/tone'
import type { TimelineEntry } from '@/lib/enrollments/read-timeline'
import { STEP_TONE, stepResult } from '../_steps/step-result'

/** Who an entry comes from: a key below `enrollment.timeline.source`. */
export type EntrySource = 'callback' | 'reconciliation' | 'staff' | 'system'

export function entrySource(entry: TimelineEntry): EntrySource {
  if (entry.type === 'quarantine') return 'callback'
  if (entry.type === 'callback') return entry.source
  return entry.actorKind === 'staff' ? 'staff' : 'system'
}

const SOURCE_ICON: Record<EntrySource, LucideIcon> = {
  callback: Bell,
  reconciliation: ArrowLeftRight,
  staff: UserRound,
  system: Cog,
}

const ACT_LOOK: Record<string, { icon: LucideIcon; tone: Tone }> = {
  'enrollment.unconfirmed': { icon: OctagonAlert, tone: 'amber' },
  'enrollment.refused': { icon: CircleX, tone: 'red' },
  'assisted.consent_refused': { icon: CircleX, tone: 'orange' },
  'assisted.page_failed': { icon: OctagonAlert, tone: 'amber' },
  'assisted.finish_failed': { icon: OctagonAlert, tone: 'amber' },
  'evidence.capture_failed': { icon: OctagonAlert, tone: 'red' },
  'evidence.verdict_confirmed': { icon: CircleCheck, tone: 'green' },
  'evidence.verdict_contradicted': { icon: OctagonAlert, tone: 'red' },
}

/** The mark of an entry on the line: by where it comes from, or by its weight. */
export function entryLook(entry: TimelineEntry): { icon: LucideIcon; tone: Tone } {
  if (entry.type === 'quarantine') return { icon: FileWarning, tone: 'red' }
  if (entry.type === 'audit') {
    return ACT_LOOK[entry.action] ?? { icon: SOURCE_ICON[entrySource(entry)], tone: 'grey' }
  }
  if (entry.kind === 'final' && Object.hasOwn(STATUS_LOOK, entry.status)) {
    return STATUS_LOOK[entry.status as keyof typeof STATUS_LOOK]
  }
  return { icon: SOURCE_ICON[entry.source], tone: STEP_TONE[stepResult(entry.stepStatus)] }
}
