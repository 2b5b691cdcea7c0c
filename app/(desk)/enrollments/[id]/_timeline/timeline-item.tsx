import { useFormatter, useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { classNames } from '@/app/_ui/class-names'
import { Mono } from '@/app/_ui/mono'
import { TONE_CLASS } from '@/app/_ui/tone'
import type { TimelineEntry } from '@/lib/enrollments/read-timeline'
import { MASK } from '@/lib/evidence/mask'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { entryLook, entrySource } from './entry-look'
import { PayloadButton } from './payload-button'
import type { TimelineLine } from './timeline-lines'

/** One line: a mark that tells where it comes from, a sentence, when it happened, and what is odd about it. */
export function TimelineItem({ line, sentence }: { line: TimelineLine; sentence: string }) {
  const t = useTranslations('enrollment.timeline')
  const { entry, times } = line
  const { icon: Icon, tone } = entryLook(entry)
  const source = entrySource(entry)
  const isFinal = entry.type === 'callback' && entry.kind === 'final'
  return (
    <>
      <span
        title={t(`source.${source}`)}
        className={classNames(
          TONE_CLASS[tone],
          'z-10 flex size-7 shrink-0 items-center justify-center rounded-full border border-tone-line bg-tone-fill text-tone-ink',
        )}
      >
        <Icon size={14} aria-hidden />
        <span className="sr-only">{t(`source.${source}`)}</span>
      </span>
      <div className="min-w-0 flex-1 pt-1">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className={classNames('wrap-anywhere', isFinal && 'font-semibold')}>{sentence}</span>
          {times > 1 && <span className="numbers text-sm text-ink-faint">{t('times', { times })}</span>}
          {entry.type === 'callback' && <Oddities entry={entry} />}
        </p>
        <Circumstances entry={entry} />
      </div>
      {entry.type === 'callback' && entry.canRead && (
        <span data-print="hide">
          <PayloadButton callbackId={entry.callbackId} sentence={sentence} maskedText={MASK} />
        </span>
      )}
    </>
  )
}

type CallbackEntry = Extract<TimelineEntry, { type: 'callback' }>

function Oddities({ entry }: { entry: CallbackEntry }) {
  const t = useTranslations('enrollment.timeline')
  return (
    <>
      {entry.late && (
        <Badge tone="amber" title={t('lateHint')}>
          {t('late')}
        </Badge>
      )}
      {entry.source === 'callback' && entry.duplicates > 0 && (
        <Badge tone="slate" title={t('duplicateHint', { count: entry.duplicates + 1 })}>
          {t('duplicate', { count: entry.duplicates + 1 })}
        </Badge>
      )}
      {entry.conflict && (
        <Badge tone="red" title={t('conflictHint')}>
          {t('conflict')}
        </Badge>
      )}
      {entry.source === 'reconciliation' && (
        <Badge tone="blue" title={t('reconciliationHint')}>
          {t('reconciliation')}
        </Badge>
      )}
    </>
  )
}

/** When, by whom, how far, and the codes as they came. */
function Circumstances({ entry }: { entry: TimelineEntry }) {
  const t = useTranslations('enrollment.timeline')
  const problem = useTranslations('report.problem')
  const parts = [<EntryTime key="time" entry={entry} />]
  if (entry.type === 'audit') {
    if (entry.actorName !== null) parts.push(<span key="by">{t('by', { name: entry.actorName })}</span>)
    if (entry.action === 'evidence.capture_failed') {
      parts.push(
        <span key="problem">
          {dynamicMessage(problem, String(entry.details.error)) ?? problem('unexpected')}
        </span>,
      )
    }
  }
  if (entry.type === 'quarantine') {
    parts.push(<span key="reason">{dynamicMessage(t, `unreadable.${entry.reason}`) ?? entry.reason}</span>)
  }
  if (entry.type === 'callback') {
    if (entry.lateMs !== null) parts.push(<ArrivedLater key="later" entry={entry} lateMs={entry.lateMs} />)
    if (entry.done !== null && entry.total !== null) {
      parts.push(<span key="progress">{t('progress', { done: entry.done, total: entry.total })}</span>)
    }
    const codes = new Set([entry.reason, ...entry.statusCodes].filter((code) => code !== null))
    for (const code of codes) parts.push(<Mono key={`code ${code}`}>{code}</Mono>)
  }
  return <p className="numbers flex flex-wrap gap-x-3 text-sm text-ink-faint">{parts}</p>
}

/** The time of day; the exact instant, and the arrival of what was sent, on hover. */
function EntryTime({ entry }: { entry: TimelineEntry }) {
  const t = useTranslations('enrollment.timeline')
  const format = useFormatter()
  const exact = (at: number) => format.dateTime(at, { dateStyle: 'full', timeStyle: 'long' })
  const title =
    entry.type === 'callback' && entry.occurredAt !== null
      ? t('happenedArrived', { happened: exact(entry.at), arrived: exact(entry.receivedAt) })
      : exact(entry.at)
  return (
    <time dateTime={new Date(entry.at).toISOString()} title={title}>
      {format.dateTime(entry.at, { hour: '2-digit', minute: '2-digit', second: '2-digit' })}
    </time>
  )
}

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

function ArrivedLater({ entry, lateMs }: { entry: CallbackEntry; lateMs: number }) {
  const t = useTranslations('enrollment.timeline')
  const format = useFormatter()
  const [unit, size] = UNITS.find(([, milliseconds]) => lateMs >= milliseconds) ?? UNITS[2]
  const delay = format.number(Math.round(lateMs / size), { style: 'unit', unit, unitDisplay: 'short' })
  return (
    <time
      dateTime={new Date(entry.receivedAt).toISOString()}
      title={format.dateTime(entry.receivedAt, { dateStyle: 'full', timeStyle: 'long' })}
    >
      {t('arrivedLater', { delay })}
    </time>
  )
}
