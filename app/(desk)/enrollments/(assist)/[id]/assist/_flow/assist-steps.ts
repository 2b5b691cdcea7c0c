import type { AssistedDocumentView, AssistedView } from '@/lib/assisted/assisted-view'

const ASSIST_STEPS = ['route', 'consent', 'compare', 'document', 'selfie', 'finish'] as const
export type AssistStep = (typeof ASSIST_STEPS)[number]

/** `passed`: optional, or not asked of this person; `locked`: something before it is missing. */
export type AssistStepState = 'done' | 'passed' | 'todo' | 'locked'

export type AssistPlan = {
  steps: { step: AssistStep; state: AssistStepState }[]
  /** The one step whose form is shown; null when nothing is left to do here. */
  open: AssistStep | null
}

/**
 * What is done, what can be done, and which step is open: the one asked for in the address when it can be done, else
 * the first that is left.
 */
export function planSteps(view: AssistedView, asked?: string): AssistPlan {
  const wanted = ASSIST_STEPS.find((step) => step === asked)
  const steps = ASSIST_STEPS.filter((step) => step !== 'selfie' || view.selfie !== 'none').map((step) => ({
    step,
    state: stateOf(step, view, wanted),
  }))
  if (view.stopped || view.finish?.state === 'sent') return { steps, open: null }
  const canOpen = (step: AssistStep) =>
    steps.some((one) => one.step === step && one.state !== 'locked') && canOpenAgain(step, view)
  const next = steps.find(({ state }) => state === 'todo')?.step ?? null
  return { steps, open: wanted && canOpen(wanted) ? wanted : next }
}

/** Until the consent, another of several routes may be taken. */
export const canTakeAnotherRoute = ({ routes, consent }: AssistedView) =>
  routes.length > 1 && consent === null

/** A consent is given once; a selfie that was skipped is not wanted any more. */
function canOpenAgain(step: AssistStep, view: AssistedView): boolean {
  if (step === 'route') return view.route === null || canTakeAnotherRoute(view)
  if (step === 'consent') return view.consent === null
  return step !== 'selfie' || view.selfie === 'needed'
}

function stateOf(step: AssistStep, view: AssistedView, wanted: AssistStep | undefined): AssistStepState {
  if (isDone(step, view)) return 'done'
  if (isLocked(step, view)) return 'locked'
  if (step === 'compare') return isPassedOver(view, wanted) ? 'passed' : 'todo'
  return step === 'selfie' && view.selfie === 'skipped' ? 'passed' : 'todo'
}

function isDone(step: AssistStep, { route, consent, comparisons, documents, finish }: AssistedView): boolean {
  if (step === 'route') return route !== null
  if (step === 'consent') return consent !== null
  if (step === 'compare') return comparisons.length > 0 && comparisons.every(({ state }) => state === 'sent')
  if (step === 'document') return documents.id_document_image.complete
  if (step === 'selfie') return documents.selfie_image_upload.complete
  return finish?.state === 'sent'
}

function isLocked(step: AssistStep, view: AssistedView): boolean {
  if (view.stopped) return true
  if (step === 'route') return false
  if (step === 'consent') return view.route === null
  if (view.consent === null) return true
  if (step !== 'finish') return false
  const { id_document_image: document, selfie_image_upload: selfie } = view.documents
  return !document.complete || (view.selfie === 'needed' && !selfie.complete && !isRefused(selfie))
}

/** A route may take no selfie, and only ID360 knows: the end is then not barred by a selfie it refused. */
const isRefused = ({ pages }: AssistedDocumentView) =>
  pages.some(({ state, failure }) => state === 'failed' && failure === 'refused')

/** Nothing was sent to compare, and the agent has gone on to what comes after. */
function isPassedOver({ comparisons, documents }: AssistedView, wanted: AssistStep | undefined): boolean {
  if (comparisons.length > 0) return false
  const begun = Object.values(documents).some(({ pages }) => pages.length > 0)
  return begun || wanted === 'document' || wanted === 'selfie' || wanted === 'finish'
}
