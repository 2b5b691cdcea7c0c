import { useTranslations } from 'next-intl'
import { Badge } from '@/app/_ui/badge'
import { Card } from '@/app/_ui/card'
import { Mono } from '@/app/_ui/mono'
import type { Tone } from '@/app/_ui/tone'
import { dynamicMessage } from '@/lib/i18n/dynamic-message'
import { stepLabel } from '../_steps/step-label'
import { STEP_TONE, stepResult } from '../_steps/step-result'
import { DefinitionList } from './definition-list'
import type { ReportSummary } from './report-summary'

const DOCUMENT_TONE: Record<string, Tone> = { VALID: 'green', INVALID: 'orange', COLLECTED: 'blue' }

/** The report's essentials in words: codes, identity, steps, documents. */
export function ReportFacts({ summary }: { summary: ReportSummary }) {
  const t = useTranslations('report')
  const step = useTranslations('enrollment.step')
  const { identity } = summary
  return (
    <>
      <Card title={t('codes.title')}>
        {summary.codes.length === 0 && <p className="text-ink-soft">{t('codes.none')}</p>}
        <ul className="flex flex-col gap-3">
          {summary.codes.map(({ code, text, where }) => (
            <li key={`${code} ${where}`}>
              <Mono>{code}</Mono>
              {text && <p>{text}</p>}
              {where && <p className="text-sm text-ink-faint">{t('codes.where', { where })}</p>}
            </li>
          ))}
        </ul>
      </Card>
      {identity && (
        <Card title={t('identity.title')}>
          <DefinitionList
            items={[
              { name: t('identity.name'), value: identity.name },
              { name: t('identity.firstNames'), value: identity.firstNames },
              { name: t('identity.birthDate'), value: identity.birthDate },
              { name: t('identity.gender'), value: identity.gender },
            ]}
          />
        </Card>
      )}
      {summary.steps.length > 0 && (
        <Card title={t('steps.title')}>
          <DefinitionList
            items={summary.steps.map(({ name, status }) => ({
              name: stepLabel(step, name),
              value: status && <Badge tone={STEP_TONE[stepResult(status)]}>{status}</Badge>,
            }))}
          />
        </Card>
      )}
      {summary.documents.length > 0 && (
        <Card title={t('documents.title')}>
          <DefinitionList
            items={summary.documents.map(({ type, status, files }) => ({
              name: dynamicMessage(t, `documents.name.${type}`) ?? type,
              value: (
                <span className="flex flex-wrap items-center gap-2">
                  {status && (
                    <Badge tone={DOCUMENT_TONE[status] ?? 'grey'}>
                      {dynamicMessage(t, `documents.${status}`) ?? status}
                    </Badge>
                  )}
                  <span className="text-sm text-ink-faint">
                    {t('documents.files', { count: files.length })}
                  </span>
                </span>
              ),
            }))}
          />
        </Card>
      )}
    </>
  )
}
