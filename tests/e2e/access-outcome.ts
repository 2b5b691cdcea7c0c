import type { Role } from '@/db/schema/staff'
import { type Access, PAGES } from '@/lib/staff/access-registry'
import { may } from '@/lib/staff/permissions'
import type { guardedEnrollment } from './guarded-enrollment'
import type { Answer } from './send-request'

type Guarded = Awaited<ReturnType<typeof guardedEnrollment>>

/** Who calls: nobody, each role, and each role again in another group than the enrollment's. */
export type Caller = { name: string; role: Role | null; elsewhere: boolean; cookie: string }
export type Call = { door: string; variant: string; access: Access; ofEnrollment: boolean; answer: Answer }

const allowed = ({ role }: Caller, access: Access): boolean => {
  if (typeof access === 'object' && 'public' in access) return true
  if (role === null) return false
  return access === 'signedIn' || [access].flat().some((permission) => may([role], permission))
}

/** What is wrong with how a page answered this caller: nothing, or one sentence. */
export function pageProblems(
  caller: Caller,
  { door, variant, access, ofEnrollment, answer }: Call,
): string[] {
  const wrong = [`${caller.name}, ${variant} of ${door}: ${answer.status} ${answer.headers.location ?? ''}`]
  if (answer.status >= 500) return wrong
  // What is fetched ahead is the frame at most: whether it is refused or empty, it must only not tell (leaks).
  if (variant.startsWith('prefetch')) return []
  const { location = '' } = answer.headers
  const sentAway = location.startsWith('/sign-in') || /NEXT_REDIRECT;[^"]*\/sign-in/.test(answer.text)
  const forbidden = answer.status === 403 || answer.text.includes('NEXT_HTTP_ERROR_FALLBACK;403')
  const absent = answer.status === 404 || answer.text.includes('NEXT_HTTP_ERROR_FALLBACK;404')
  if (caller.role === null && !allowed(caller, access)) return sentAway ? [] : wrong
  if (!allowed(caller, access)) return forbidden || (caller.elsewhere && absent) ? [] : wrong
  if (caller.elsewhere && ofEnrollment) return absent || forbidden ? [] : wrong
  // Limited managers of staff see but those of their groups.
  if (caller.elsewhere) return sentAway ? wrong : []
  return sentAway || forbidden || absent ? wrong : []
}

/** The same for a route: 401 for nobody, 403 for the wrong role, 404 for the file of another group. */
export function routeProblems(caller: Caller, { door, access, ofEnrollment, answer }: Call): string[] {
  const wrong = [`${caller.name}, ${door}: ${answer.status}`]
  if (answer.status >= 500) return wrong
  if (typeof access === 'object' && 'public' in access) return []
  if (!allowed(caller, access)) return answer.status === (caller.role === null ? 401 : 403) ? [] : wrong
  if (caller.elsewhere && ofEnrollment) return answer.status === 404 ? [] : wrong
  if (caller.elsewhere) return answer.status === 401 ? wrong : []
  return [401, 403].includes(answer.status) ? wrong : []
}

/** Temporary reports are for preproduction: this desk, in front of a sandbox, gives them to nobody. */
export function actionProblems(caller: Caller, { door, access, ofEnrollment, answer }: Call): string[] {
  const code = /"serverError":\{"code":"([A-Z0-9_]+)"/.exec(answer.text)?.[1] ?? null
  const wrong = [`${caller.name}, ${door}: ${answer.status} ${code}`]
  if (answer.status >= 500) return wrong
  if (!allowed(caller, access))
    return code === (caller.role === null ? 'SIGNED_OUT' : 'FORBIDDEN') ? [] : wrong
  if (door.endsWith('#draftReportAction')) return code === 'FORBIDDEN' ? [] : wrong
  // Whatever the file of another group is asked for or told, it is not there.
  if (caller.elsewhere && ofEnrollment) return code === 'NOT_FOUND' || code === 'INVALID' ? [] : wrong
  if (caller.elsewhere) return code === 'SIGNED_OUT' ? wrong : []
  return code === 'SIGNED_OUT' || code === 'FORBIDDEN' ? wrong : []
}

/**
 * What an answer tells this caller that is not for them. The link's key is for those whom the action that gives it is
 * for. How to reach the person is masked for everyone outside the evidence: no door is tried here with a reason. The tabs
 * of an enrollment stand in its frame: who may see that one sees the head of the file above a refusal.
 */
export function leaks(caller: Caller, { door, variant, access, answer }: Call, guarded: Guarded): string[] {
  const shown = door.startsWith('app/(desk)/enrollments/[id]/') && door in PAGES ? 'enrollments.list' : access
  const inside = caller.role !== null && !caller.elsewhere && allowed(caller, shown)
  const sees = inside && caller.role !== null && may([caller.role], 'enrollments.personal')
  const secret = [
    ...guarded.callbackSecrets,
    ...(inside && access === 'enrollments.share' ? [] : [guarded.apiKey]),
    ...(sees ? [] : guarded.personal),
    ...(inside && allowed(caller, access) && String(access).startsWith('evidence') ? [] : guarded.contacts),
    ...(inside ? [] : [guarded.clientReference]),
  ]
  const told = (answer.text + JSON.stringify(answer.headers)).toLowerCase()
  return secret
    .filter((word) => told.includes(word.toLowerCase()))
    .map((word) => `${caller.name}, ${variant} of ${door} leaks ${word}`)
}
