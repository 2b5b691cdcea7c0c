import type { useTranslations } from 'next-intl'
import type { Words as ReportWords } from '@/lib/report/words/words'

/** The words of the namespace `enrollment.timeline`, and those of the report. */
export type TimelineWords = {
  t: ReturnType<typeof useTranslations<'enrollment.timeline'>>
  /** The words of the report name the steps: one name of a step everywhere. */
  report: ReportWords
}
