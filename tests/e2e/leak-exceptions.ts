import { may } from '@/lib/staff/permissions'
import type { Knower } from './leak-marks'

/** One answer: of which door, how asked for. */
export type Told = { door: string; variant: string }

/** What an answer may tell although nobody may know it otherwise: each by name, with its reason. */
export const LEAK_EXCEPTIONS: {
  name: string
  reason: string
  allows(knower: Knower, told: Told, markId: string): boolean
}[] = [
  {
    name: 'the link for the person',
    reason:
      'whoever may share an enrollment hands its link over, and the link is the api_key; each showing is audited',
    allows: (knower, { door }, markId) =>
      door === 'app/_enrollment-link/show-link-action.ts#showLinkAction' &&
      may([...knower.roles], 'enrollments.share') &&
      knower.sees.some((group) => markId === `api_key of ${group}`),
  },
  {
    name: 'the original in a pack',
    reason:
      'evidence is proof as ID360 delivered it; its report repeats the secrets of callbacks, asked for by a form that says so, and audited',
    allows: ({ roles }, { door, variant }, markId) =>
      door === 'POST app/api/evidence/pack/[enrollmentId]/route.ts' &&
      variant === 'own group' &&
      may([...roles], 'evidence.download') &&
      /^(?:api_key of|callback secret|inbox of callbacks)/.test(markId),
  },
  {
    name: 'who acted',
    reason:
      'the audit log says who did something in other groups too, never to what (lib/audit/list-audit.ts)',
    allows: ({ roles }, { door }, markId) =>
      door === 'app/(desk)/admin/audit/page.tsx' &&
      may([...roles], 'audit.read') &&
      markId.startsWith('staff of '),
  },
]
