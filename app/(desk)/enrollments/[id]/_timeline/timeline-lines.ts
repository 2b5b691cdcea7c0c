import type { TimelineEntry } from '@/lib/enrollments/read-timeline'

/** An entry with the name its line is known by, and how many times in a row the same person did the same. */
export type TimelineLine = { id: string; times: number; entry: TimelineEntry }

/** Reading is recorded each time; a page left open or opened often would bury the rest under it. */
const FOLDED: readonly string[] = [
  'evidence.viewed',
  'evidence.downloaded',
  'callback.payload_read',
  'enrollment.link_shown',
  'enrollment.personal_revealed',
]

/** The lines of the timeline: one an entry, save that the same reading by the same person in a row is one line. */
export function timelineLines(entries: readonly TimelineEntry[]): TimelineLine[] {
  const lines: TimelineLine[] = []
  for (const entry of entries) {
    const last = lines.at(-1)
    if (last && isSameReading(last.entry, entry))
      lines[lines.length - 1] = { ...last, times: last.times + 1, entry }
    else lines.push({ id: idOf(entry), times: 1, entry })
  }
  return lines
}

function isSameReading(before: TimelineEntry, entry: TimelineEntry): boolean {
  return (
    before.type === 'audit' &&
    entry.type === 'audit' &&
    before.action === entry.action &&
    FOLDED.includes(entry.action) &&
    before.actorName === entry.actorName &&
    before.details.language === entry.details.language &&
    before.details.reason === entry.details.reason
  )
}

function idOf(entry: TimelineEntry): string {
  if (entry.type === 'callback') return entry.callbackId
  return entry.type === 'audit' ? entry.auditId : entry.quarantineId
}
