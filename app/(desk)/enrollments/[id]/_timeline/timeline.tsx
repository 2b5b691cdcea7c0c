import { History } from 'lucide-react'
import { useFormatter, useLocale, useTranslations } from 'next-intl'
import { EmptyState } from '@/app/_ui/empty-state'
import { Note } from '@/app/_ui/note'
import type { Timeline as TimelineView } from '@/lib/enrollments/read-timeline'
import { pickWords } from '@/lib/report/words/pick-words'
import { entrySentence } from './entry-sentence'
import { LiveEntries, LiveEntry } from './live-entries'
import { TimelineItem } from './timeline-item'
import { type TimelineLine, timelineLines } from './timeline-lines'

/** What happened, the newest last, day by day. */
export function Timeline({ timeline }: { timeline: TimelineView }) {
  const t = useTranslations('enrollment.timeline')
  const report = pickWords(useLocale())
  const format = useFormatter()
  const lines = timelineLines(timeline.entries).map((line) => ({
    ...line,
    sentence: entrySentence({ t, report }, line.entry),
  }))
  const days = Object.entries(
    Object.groupBy(lines, ({ entry }) =>
      format.dateTime(entry.at, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    ),
  ) as [string, (TimelineLine & { sentence: string })[]][]
  return (
    <section aria-label={t('title')} className="flex flex-col gap-4">
      {timeline.truncated && <Note>{t('truncated')}</Note>}
      <LiveEntries entries={lines.map(({ id, sentence }) => ({ id, sentence }))}>
        {lines.length === 0 && (
          <EmptyState icon={<History size={32} aria-hidden />} title={t('empty')}>
            {t('emptyHint')}
          </EmptyState>
        )}
        {days.map(([day, dayLines]) => (
          <section key={day} aria-label={day}>
            <h2 className="mb-2 text-sm font-medium text-ink-faint first-letter:uppercase">{day}</h2>
            <ol>
              {dayLines.map((line) => (
                <LiveEntry
                  key={line.id}
                  className="group relative flex gap-3 pb-4 before:absolute before:top-7 before:bottom-0 before:left-[13px] before:w-px before:bg-line last:before:hidden"
                >
                  <TimelineItem line={line} sentence={line.sentence} />
                </LiveEntry>
              ))}
            </ol>
          </section>
        ))}
      </LiveEntries>
    </section>
  )
}
