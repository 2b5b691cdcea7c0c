import { useTranslations } from 'next-intl'
import type { AssistedView } from '@/lib/assisted/assisted-view'
import { SentComparisons } from '../_compare/sent-comparisons'
import type { ConsentWording } from '../_consent/consent-wording'
import { DocumentSummary, FlowSummary } from '../_finish/flow-summary'
import { LazyDocumentStep } from '../_pictures/lazy-pictures'
import { RouteForm } from '../_route/route-form'
import { StartForm } from '../_route/start-form'
import type { AssistStep } from './assist-steps'
import { DoneByLine } from './done-by-line'
import { LazyCompareForm, LazyConsentForm, LazyFinishForm } from './lazy-forms'

/** The form of the open step. */
export function StepContent({
  step,
  view,
  wording,
}: {
  step: AssistStep
  view: AssistedView
  wording: ConsentWording
}) {
  const { enrollmentId } = view
  switch (step) {
    case 'route':
      if (view.started === null) return <StartForm enrollmentId={enrollmentId} />
      return <RouteForm enrollmentId={enrollmentId} routes={view.routes} />
    case 'consent':
      return (
        <LazyConsentForm enrollmentId={enrollmentId} wording={wording} asksSelfie={view.process.asksSelfie} />
      )
    case 'compare':
      return (
        <LazyCompareForm enrollmentId={enrollmentId} prefilled={view.prefilled} sent={view.comparisons} />
      )
    case 'document':
      return (
        <LazyDocumentStep
          key="document"
          enrollmentId={enrollmentId}
          document="id_document_image"
          sent={view.documents.id_document_image}
        />
      )
    case 'selfie':
      return (
        <LazyDocumentStep
          key="selfie"
          enrollmentId={enrollmentId}
          document="selfie_image_upload"
          sent={view.documents.selfie_image_upload}
        />
      )
    case 'finish':
      return (
        <div className="flex flex-col gap-5">
          <FlowSummary view={view} />
          <LazyFinishForm enrollmentId={enrollmentId} before={view.finish} />
        </div>
      )
  }
}

/** One line of what became of a step. */
export function StepSummary({ step, view }: { step: AssistStep; view: AssistedView }) {
  const t = useTranslations('assisted')
  const { route, consent, comparisons, documents, selfie, finish } = view
  switch (step) {
    case 'route':
      if (!route) return null
      return (
        <>
          {t(view.routes.length === 1 ? 'route.onlyOne' : 'route.label', { id: route.id })}{' '}
          <DoneByLine by={route} />
        </>
      )
    case 'consent':
      if (!consent) return null
      return (
        <>
          {t(consent.acceptedBiometry ? 'consent.both' : 'consent.termsOnly')} <DoneByLine by={consent} />
        </>
      )
    case 'compare': {
      const [first] = comparisons
      if (!first) return consent ? t('compare.nothing') : t('compare.optional')
      return (
        <>
          <SentComparisons comparisons={comparisons} /> <DoneByLine by={first} />
        </>
      )
    }
    case 'document':
      if (documents.id_document_image.pages.length === 0) return null
      return <DocumentSummary document={documents.id_document_image} />
    case 'selfie':
      if (selfie === 'skipped') return t('selfie.skipped')
      if (documents.selfie_image_upload.pages.length === 0) return null
      return <DocumentSummary document={documents.selfie_image_upload} />
    case 'finish':
      return finish && <DoneByLine by={finish} />
  }
}
