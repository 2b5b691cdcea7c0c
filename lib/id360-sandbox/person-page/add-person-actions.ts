import { z } from '@hono/zod-openapi'
import { enrollmentOfApiKey } from '../http/authenticate'
import { readJson } from '../http/read-body'
import { Refusal } from '../http/refusal'
import type { SandboxApp, SandboxContext } from '../http/sandbox-env'
import { commit } from '../journey/commit'
import { conclude } from '../journey/finalize'
import { processOf, refuseFinal } from '../journey/flow-rules'
import { begin, completeSteps } from '../journey/progress'
import { koCauseFor } from '../journey/walk'
import { type Stage, stepsOf, takesSelfie } from '../processes'
import type { Sandbox } from '../sandbox'
import type { Enrollment } from '../store/enrollment'
import { personState, screenOf } from './person-state'

const UI_BASE = '/sandbox/ui'

const empty = z.object({})
const routeBody = z.object({ routeId: z.int() })
const consentBody = z.object({ cgu: z.boolean(), biometry: z.boolean().default(false) })
const identityBody = z.object({
  last_name: z.string().trim().min(1).max(200),
  first_name: z.string().trim().min(1).max(200),
  birth_date: z.iso.date(),
})
const finishBody = z.object({
  outcome: z.enum(['OK', 'KO', 'FAILED', 'CANCELED']),
  koCause: z.string().optional(),
})

/**
 * What the person does, one endpoint a screen, with the api_key of the link. Each step tells of itself at once.
 * A screen sent twice (a double click, another tab) changes nothing the second time.
 */
export function addPersonActions(app: SandboxApp, sandbox: Sandbox): void {
  app.get(`${UI_BASE}/enrollment`, (c) => c.json(personState(enrollmentOfApiKey(sandbox, c))))

  /** Parses, reloads the enrollment, and works on it when it is still on that screen. */
  function action<Body extends z.ZodType>(
    name: string,
    body: Body,
    work: (enrollment: Enrollment, given: z.infer<Body>) => void,
  ): void {
    app.post(`${UI_BASE}/${name}`, async (c: SandboxContext) => {
      enrollmentOfApiKey(sandbox, c)
      const given = await readJson(c, body)
      const enrollment = enrollmentOfApiKey(sandbox, c)
      if (name === 'finish' || screenOf(enrollment) === name) work(enrollment, given)
      return c.json(personState(enrollment))
    })
  }

  function complete(enrollment: Enrollment, stage: Stage): void {
    const now = Date.now()
    const at = (index: number) => now + index
    commit(sandbox, enrollment, completeSteps(enrollment, processOf(enrollment), { at, until: stage }))
  }

  action('start', empty, (enrollment) => {
    begin(enrollment, Date.now())
    commit(sandbox, enrollment, [])
  })
  action('route', routeBody, (enrollment, { routeId }) => {
    if (!processOf(enrollment).routes.some(({ id }) => id === routeId))
      throw new Refusal(404, 'No such route.')
    enrollment.detail.routeId = routeId
    commit(sandbox, enrollment, [])
  })
  action('consent', consentBody, (enrollment, { cgu, biometry }) => {
    const wantsBiometry = takesSelfie(stepsOf(processOf(enrollment), enrollment.detail.routeId))
    if (!cgu || (wantsBiometry && !biometry)) throw new Refusal(400, 'Consent is needed to go on.')
    enrollment.detail.consent = { cgu, biometry, at: Date.now() }
    commit(sandbox, enrollment, [])
  })
  action('identity', identityBody, (enrollment, identity) => {
    enrollment.detail.declared = identity
    complete(enrollment, 'identity')
  })
  action('external', empty, (enrollment) => complete(enrollment, 'external'))
  action('document', empty, (enrollment) => complete(enrollment, 'document'))
  action('selfie', empty, (enrollment) => complete(enrollment, 'selfie'))
  action('finish', finishBody, (enrollment, { outcome, koCause }) => {
    refuseFinal(enrollment)
    const process = processOf(enrollment)
    const hasVerdict = outcome === 'OK' || outcome === 'KO'
    if (hasVerdict && screenOf(enrollment) !== 'end') throw new Refusal(400, 'The journey is not over.')
    const stepNames = stepsOf(process, enrollment.detail.routeId).map((step) => step.name)
    const now = Date.now()
    begin(enrollment, now)
    const verdict = { status: outcome, koCause: koCauseFor(outcome, koCause, stepNames) }
    commit(sandbox, enrollment, conclude(enrollment, process, verdict, now))
  })
}
