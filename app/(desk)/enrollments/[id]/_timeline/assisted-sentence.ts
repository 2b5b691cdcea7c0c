import type { TimelineEntry } from '@/lib/enrollments/read-timeline'
import type { TimelineWords } from './timeline-words'

type AuditEntry = Extract<TimelineEntry, { type: 'audit' }>

/** What an agent did in the person's place, as one sentence; null for every other act. */
export function assistedSentence({ t }: TimelineWords, { action, details }: AuditEntry): string | null {
  switch (action) {
    case 'assisted.started':
      return t('act.assisted.started')
    case 'assisted.route_chosen':
      return t('act.assisted.routeChosen', { route: String(details.routeId) })
    case 'assisted.consent_given':
      return t(details.biometry ? 'act.assisted.consentGiven' : 'act.assisted.consentWithoutBiometry')
    case 'assisted.consent_refused':
      return t('act.assisted.consentRefused')
    case 'assisted.data_sent': {
      const name = String(details.name)
      if (details.state !== 'sent') return t('act.assisted.dataNotSent', { name })
      return t('act.assisted.dataSent', { name, locked: details.locked ? 'yes' : 'no' })
    }
    case 'assisted.page_sent':
      return t('act.assisted.pageSent', pageOf(details))
    case 'assisted.page_failed':
      return t('act.assisted.pageFailed', pageOf(details))
    case 'assisted.finished':
      return t('act.assisted.finished')
    case 'assisted.finish_failed':
      return t('act.assisted.finishFailed')
    default:
      return null
  }
}

const pageOf = ({ document, page, totalPages }: AuditEntry['details']) => ({
  document: String(document),
  page: Number(page) + 1,
  total: Number(totalPages),
})
