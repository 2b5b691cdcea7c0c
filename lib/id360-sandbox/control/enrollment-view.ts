import { chooseForm } from '../idclaim/choose-form'
import { documentIdentity } from '../journey/document-identity'
import { personPageUrl } from '../person-page/person-page-url'
import { findProcess, stepsOf } from '../processes'
import type { Sandbox } from '../sandbox'
import type { Enrollment } from '../store/enrollment'

/** An enrollment as the control API lists it. No callback secret is in it; the api_key is, as part of the link. */
export function enrollmentView(sandbox: Sandbox, enrollment: Enrollment) {
  const process = findProcess(enrollment.processUuid)
  const steps = process ? stepsOf(process, enrollment.detail.routeId) : []
  return {
    id: enrollment.id,
    status: enrollment.status,
    reason: enrollment.reason,
    koCause: enrollment.detail.koCause,
    processUuid: enrollment.processUuid,
    processName: process?.name ?? null,
    clientReference: enrollment.clientReference,
    group: enrollment.detail.person.group ?? null,
    createdAt: new Date(enrollment.createdAt).toISOString(),
    finishedAt: enrollment.finishedAt === null ? null : new Date(enrollment.finishedAt).toISOString(),
    steps: { done: enrollment.detail.steps.length, total: steps.length },
    personPage: personPageUrl(sandbox.publicUrl, enrollment.apiKey),
  }
}

/** The same with its steps, what is read on the document, and every delivery. */
export function enrollmentDetailView(sandbox: Sandbox, enrollment: Enrollment) {
  sandbox.deliverer.flush()
  return {
    ...enrollmentView(sandbox, enrollment),
    stepsDone: enrollment.detail.steps,
    documentIdentity: documentIdentity(enrollment),
    scenario: enrollment.detail.scenario,
    report: enrollment.detail.report,
    revision: enrollment.detail.revision ?? null,
    idclaimForm: findProcess(enrollment.processUuid)?.makesIdclaim ? chooseForm(enrollment) : null,
    endpoints: sandbox.enrollments.endpointsOf(enrollment.id).map((endpoint) => ({
      url: endpoint.url,
      on: endpoint.on,
      headerNames: endpoint.headers.map((header) => header.name),
      oldStyle: endpoint.oldStyle,
    })),
    deliveries: sandbox.deliveries.ofEnrollment(enrollment.id),
  }
}
