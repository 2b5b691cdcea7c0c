import { createTranslator } from 'next-intl'
import type { Timeline, TimelineEntry } from '@/lib/enrollments/read-timeline'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import type { DeskLocale } from '@/lib/i18n/locale'
import { messagesOf } from '@/lib/i18n/messages'
import type { KoReason } from '@/lib/report/explain-ko'
import { labelStep } from '@/lib/report/label-step'
import { pickWords } from '@/lib/report/words/pick-words'
import { idclaimLines, type PackedIdclaim } from './idclaim-summary'
import type { PackManifest } from './pack-manifest'

export type PackSummaryInput = {
  manifest: PackManifest
  /** First and last name; empty when nobody gave them. */
  person: string
  reasons: readonly KoReason[]
  /** The current idclaims that could be read. */
  idclaims: readonly PackedIdclaim[]
  timeline: Timeline
  language: DeskLocale
  timeZone: string
}

const STYLE = `body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1a1d24}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.3rem .8rem .3rem 0;border-bottom:1px solid #d5d9e0}
td,p{overflow-wrap:anywhere}code{font-size:.85em}`

/**
 * What a person reads first in a pack: whose file, the verdict and why, which files and how to check them, what
 * happened. One HTML file that loads nothing and runs nothing; every value is escaped.
 */
export function packSummary(input: PackSummaryInput): string {
  const { manifest, person, reasons, idclaims, timeline, language, timeZone } = input
  const t = createTranslator({
    locale: language,
    messages: messagesOf(language),
    namespace: 'pack.summary',
    timeZone,
  })
  const clock = new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    timeZone,
    dateStyle: 'medium',
    timeStyle: 'long',
  })
  const time = (at: string | number | null) => (at === null ? '–' : clock.format(new Date(at)))
  const { enrollment, files, leftOut, owed } = manifest
  const kind = (name: string) => dynamicMessage(t, `kind.${name}`) ?? name
  const facts = [
    [t('person'), person || '–'],
    [t('reference'), enrollment.clientReference ?? '–'],
    [t('process'), enrollment.process],
    [t('id360Id'), enrollment.id360Id ?? '–'],
    [t('deskId'), enrollment.id],
    [t('verdict'), enrollment.status],
    [t('confirmation'), dynamicMessage(t, `confirmed.${enrollment.confirmation}`) ?? enrollment.confirmation],
    [t('finished'), time(enrollment.finishedAt)],
    [t('made'), t('madeBy', { at: time(manifest.madeAt), name: manifest.madeBy })],
    [t('environment'), manifest.environment],
  ]
  const fileRows = files.map((file) => [
    file.path,
    [kind(file.kind), file.part, file.masked ? t('masked') : '', file.superseded ? t('superseded') : '']
      .filter(Boolean)
      .join(' · '),
    String(file.size),
    file.sha256,
    time(file.capturedAt),
  ])
  const missing = [
    ...leftOut.map(({ kind: name, part, reason }) =>
      t('leftOut', { what: `${kind(name)} ${part}`.trim(), reason: t(`reason.${reason}`) }),
    ),
    ...owed.map((name) => t('owed', { what: kind(name) })),
  ]
  const events = timeline.entries.map((entry) => [time(entry.at), sentenceOf(t, entry, language)])
  const body = [
    `<h1>${escapeHtml(t('title'))}</h1>`,
    table(facts),
    ...(reasons.length > 0 ? [heading(t('reasons')), list(reasons.map(reasonText))] : []),
    ...idclaims.flatMap((idclaim) => [
      heading(t('idclaim')),
      list(idclaimLines(idclaim, language)),
      `<p>${escapeHtml(t('idclaimChecked', { at: time(idclaim.checkedAt), path: idclaim.path }))}</p>`,
    ]),
    heading(t('files')),
    table(fileRows, [t('path'), t('what'), t('size'), 'SHA-256', t('captured')]),
    ...(missing.length > 0 ? [heading(t('missing')), list(missing)] : []),
    heading(t('check')),
    `<p>${escapeHtml(t('howToCheck'))}</p>`,
    heading(t('timeline')),
    table(events),
  ]
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(t('title'))}</title><style>${STYLE}</style></head>
<body>
${body.join('\n')}
</body></html>
`
}

const reasonText = ({ code, message, advice }: KoReason) => `${message} ${advice} (${code})`

type Words = ReturnType<typeof createTranslator<ReturnType<typeof messagesOf>, 'pack.summary'>>

/** One event in words; what nobody named stands as it is. */
function sentenceOf(t: Words, entry: TimelineEntry, language: DeskLocale): string {
  if (entry.type === 'quarantine') return t('unreadable')
  if (entry.type === 'audit') {
    const kind = typeof entry.details.kind === 'string' ? entry.details.kind : null
    const about = kind === null ? '' : ` (${dynamicMessage(t, `kind.${kind}`) ?? kind})`
    const who = entry.actorName === null ? '' : ` · ${entry.actorName}`
    return `${dynamicMessage(t, `act.${entry.action}`) ?? entry.action}${about}${who}`
  }
  const { source, stepName, stepStatus, status } = entry
  const step = stepName === null ? null : labelStep(stepName, pickWords(language))
  const what = step === null ? status : `${step} ${stepStatus ?? ''}`.trim()
  return t(source === 'reconciliation' ? 'answer' : 'callback', { what: what || '–' })
}

const heading = (text: string) => `<h2>${escapeHtml(text)}</h2>`
const list = (lines: readonly string[]) =>
  `<ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`

function table(rows: readonly string[][], head: readonly string[] = []): string {
  const cells = (tag: 'td' | 'th', row: readonly string[]) =>
    `<tr>${row.map((cell) => `<${tag}>${escapeHtml(cell)}</${tag}>`).join('')}</tr>`
  const top = head.length > 0 ? `<thead>${cells('th', head)}</thead>` : ''
  return `<table>${top}<tbody>${rows.map((row) => cells('td', row)).join('\n')}</tbody></table>`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
