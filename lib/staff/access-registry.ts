import type { Permission } from './permissions'

/**
 * What a door asks of who comes: a permission, one of several (which one depends on what is asked for), that somebody
 * is signed in, or nothing, and then why not.
 */
export type Access = Permission | readonly Permission[] | 'signedIn' | { public: string }

/**
 * Every page of the desk, by its file. The table opens no door: verbs authorize (lib/staff/authorize.ts).
 * scripts/check-access.ts holds the three tables against the sources, tests/e2e/access-matrix.spec.ts against a desk.
 */
export const PAGES: Readonly<Record<string, Access>> = {
  'app/(desk)/page.tsx': 'signedIn',
  'app/(desk)/profile/page.tsx': 'signedIn',
  'app/(desk)/enrollments/(list)/page.tsx': 'enrollments.list',
  'app/(desk)/enrollments/new/page.tsx': 'enrollments.create',
  'app/(desk)/enrollments/[id]/page.tsx': 'enrollments.list',
  'app/(desk)/enrollments/[id]/report/page.tsx': 'evidence.view',
  'app/(desk)/enrollments/[id]/documents/page.tsx': 'evidence.view',
  'app/(desk)/enrollments/[id]/proof-slip/page.tsx': 'evidence.view',
  'app/(desk)/enrollments/[id]/idclaim/page.tsx': 'evidence.view',
  'app/(desk)/enrollments/(assist)/[id]/assist/page.tsx': 'enrollments.assist',
  'app/(desk)/evidence/page.tsx': 'evidence.view',
  'app/(desk)/callbacks/page.tsx': 'callbacks.inspect',
  'app/(desk)/usage/page.tsx': 'usage.view',
  'app/(desk)/usage/exports/page.tsx': 'usage.export',
  'app/(desk)/admin/processes/page.tsx': 'processes.manage',
  'app/(desk)/admin/processes/new/page.tsx': 'processes.manage',
  'app/(desk)/admin/processes/[id]/page.tsx': 'processes.manage',
  'app/(desk)/admin/groups/page.tsx': 'processes.manage',
  'app/(desk)/admin/staff/page.tsx': 'staff.manage',
  'app/(desk)/admin/staff/[id]/page.tsx': 'staff.manage',
  'app/(desk)/admin/system/page.tsx': 'system.view',
  'app/(desk)/admin/audit/page.tsx': 'audit.read',
  'app/(desk)/admin/retention/page.tsx': 'retention.manage',
  'app/(desk)/erasure/page.tsx': 'personal.erase',
  'app/two-factor/page.tsx': 'signedIn',
  'app/sign-in/page.tsx': { public: 'the way in; it shows nobody’s data' },
  'app/invite/page.tsx': { public: 'the same for everyone: the secret of a link never reaches the page' },
  'app/thanks/page.tsx': { public: 'where the person lands at the end; it knows nothing about them' },
}

/** Every server action, by `file#export`. */
export const ACTIONS: Readonly<Record<string, Access>> = {
  'app/_actions/change-preferences-action.ts#changePreferencesAction': 'signedIn',
  'app/(desk)/profile/profile-actions.ts#changePasswordAction': 'signedIn',
  'app/(desk)/profile/profile-actions.ts#endOwnSessionsAction': 'signedIn',
  'app/(desk)/profile/profile-actions.ts#renewRecoveryCodesAction': 'signedIn',
  'app/(desk)/profile/profile-actions.ts#removeTwoFactorAction': 'signedIn',
  'app/two-factor/two-factor-actions.ts#startTwoFactorAction': 'signedIn',
  'app/two-factor/two-factor-actions.ts#confirmTwoFactorAction': 'signedIn',
  'app/(desk)/_frame/search-enrollments-action.ts#searchEnrollmentsAction': 'enrollments.list',
  'app/(desk)/enrollments/[id]/_header/reconcile-action.ts#reconcileAction': 'enrollments.list',
  'app/(desk)/enrollments/[id]/_header/settle-action.ts#settleAction': 'enrollments.create',
  'app/(desk)/enrollments/[id]/_header/reveal-actions.ts#endRevealAction': 'enrollments.personal',
  'app/(desk)/enrollments/[id]/_header/reveal-actions.ts#readRevealedAction': 'enrollments.personal',
  'app/(desk)/enrollments/[id]/_header/reveal-actions.ts#revealPersonalAction': 'enrollments.personal',
  'app/(desk)/enrollments/[id]/_keeping/recapture-action.ts#recaptureAction': 'evidence.retry',
  'app/(desk)/enrollments/[id]/_timeline/payload-action.ts#payloadAction': 'callbacks.inspect',
  'app/(desk)/enrollments/[id]/report/_draft/draft-report-action.ts#draftReportAction': 'evidence.view',
  'app/(desk)/enrollments/[id]/report/_versions/recapture-action.ts#recaptureAction': 'evidence.retry',
  'app/(desk)/enrollments/[id]/report/retry-capture-action.ts#retryCaptureAction': 'evidence.retry',
  'app/(desk)/enrollments/new/_form/check-field-action.ts#checkFieldAction': 'enrollments.create',
  'app/(desk)/enrollments/new/_form/create-enrollment-action.ts#createEnrollmentAction': 'enrollments.create',
  'app/_enrollment-link/show-link-action.ts#showLinkAction': 'enrollments.share',
  ...assisted({
    '_compare/send-comparisons-action.ts': ['sendComparisonsAction'],
    '_consent/give-consent-action.ts': ['giveConsentAction'],
    '_finish/finish-action.ts': ['finishAction'],
    '_presence/presence-actions.ts': ['notePresenceAction', 'leavePresenceAction'],
    '_route/route-actions.ts': ['startAction', 'chooseRouteAction'],
  }),
  'app/(desk)/usage/_budget/set-allowance-action.ts#setAllowanceAction': 'usage.budget',
  'app/(desk)/usage/_export/export-actions.ts#askExportAction': 'usage.export',
  'app/(desk)/usage/_export/export-actions.ts#readExportProgressAction': 'usage.export',
  'app/(desk)/usage/_export/export-actions.ts#cancelExportAction': 'usage.export',
  'app/(desk)/usage/_export/export-actions.ts#endedExportAction': 'usage.export',
  'app/(desk)/admin/processes/_connection/try-connection-action.ts#tryConnectionAction': 'processes.manage',
  'app/(desk)/admin/processes/_form/save-process-action.ts#createProcessAction': 'processes.manage',
  'app/(desk)/admin/processes/_form/save-process-action.ts#changeProcessAction': 'processes.manage',
  'app/(desk)/admin/processes/[id]/set-process-state-action.ts#setProcessStateAction': 'processes.manage',
  'app/(desk)/admin/groups/_table/group-actions.ts#createGroupAction': 'processes.manage',
  'app/(desk)/admin/groups/_table/group-actions.ts#renameGroupAction': 'processes.manage',
  'app/(desk)/admin/groups/_table/group-actions.ts#setGroupStateAction': 'processes.manage',
  'app/(desk)/admin/staff/staff-actions.ts#inviteStaffAction': 'staff.manage',
  'app/(desk)/admin/staff/staff-actions.ts#inviteAgainAction': 'staff.manage',
  'app/(desk)/admin/staff/staff-actions.ts#changeStaffAccessAction': 'staff.manage',
  'app/(desk)/admin/staff/staff-actions.ts#disableStaffAction': 'staff.manage',
  'app/(desk)/admin/staff/staff-actions.ts#enableStaffAction': 'staff.manage',
  'app/(desk)/admin/staff/staff-actions.ts#endSessionsAction': 'staff.manage',
  'app/(desk)/admin/staff/staff-actions.ts#unlinkIdentityAction': 'staff.manage',
  'app/(desk)/admin/staff/staff-actions.ts#resetTwoFactorAction': 'staff.manage',
  'app/(desk)/admin/staff/staff-actions.ts#requireTwoFactorAction': 'staff.manage',
  'app/(desk)/admin/system/_cards/retry-captures-action.ts#retryCapturesAction': 'evidence.retry',
  'app/(desk)/admin/audit/verify-audit-action.ts#verifyAuditAction': 'audit.read',
  'app/(desk)/admin/retention/retention-actions.ts#previewPeriodsAction': 'retention.manage',
  'app/(desk)/admin/retention/retention-actions.ts#changeRetentionAction': 'retention.manage',
  'app/(desk)/erasure/erasure-actions.ts#findToEraseAction': 'personal.erase',
  'app/(desk)/erasure/erasure-actions.ts#eraseAction': 'personal.erase',
  'app/invite/invite-actions.ts#readInviteAction': { public: 'the secret of the link is what it asks for' },
  'app/invite/invite-actions.ts#acceptInviteAction': { public: 'the secret of the link is what it asks for' },
  'app/sign-in/choose-language-action.ts#chooseLanguageAction': {
    public: 'the language of a browser before sign-in; it reads and writes no data',
  },
}

const NO_ANSWER = { public: 'answers everyone that there is no such method' }

/** Every method of every route handler, by `METHOD file`. */
export const ROUTES: Readonly<Record<string, Access>> = {
  'GET app/api/enrollments/[id]/events/route.ts': 'enrollments.list',
  'PUT app/api/enrollments/[id]/assist/[document]/[page]/route.ts': 'enrollments.assist',
  'GET app/api/evidence/[id]/route.ts': 'evidence.download',
  'GET app/api/evidence/[id]/view/route.ts': 'evidence.view',
  'GET app/api/evidence/[id]/entry/[index]/route.ts': ['evidence.download', 'evidence.view'],
  'GET app/api/evidence/pack/[enrollmentId]/route.ts': 'evidence.download',
  'POST app/api/evidence/pack/[enrollmentId]/route.ts': 'evidence.download',
  'GET app/api/usage/exports/[id]/route.ts': 'usage.export',
  'HEAD app/api/usage/exports/[id]/route.ts': NO_ANSWER,
  'GET app/api/audit/export/route.ts': 'audit.read',
  'HEAD app/api/audit/export/route.ts': NO_ANSWER,
  'GET app/api/auth/[...nextauth]/route.ts': { public: 'sign-in itself' },
  'POST app/api/auth/[...nextauth]/route.ts': { public: 'sign-in itself' },
  'POST app/api/callbacks/id360/[inbox]/route.ts': {
    public: 'for ID360, which shows the secret of the inbox',
  },
  'GET app/api/callbacks/id360/[inbox]/route.ts': NO_ANSWER,
  'OPTIONS app/api/callbacks/id360/[inbox]/route.ts': NO_ANSWER,
  'PUT app/api/callbacks/id360/[inbox]/route.ts': NO_ANSWER,
  'PATCH app/api/callbacks/id360/[inbox]/route.ts': NO_ANSWER,
  'DELETE app/api/callbacks/id360/[inbox]/route.ts': NO_ANSWER,
  'GET app/api/session/route.ts': 'signedIn',
  'GET app/api/health/route.ts': { public: 'for load balancers: up or not, nothing else' },
  'GET app/api/metrics/route.ts': { public: 'for Prometheus, which shows METRICS_TOKEN' },
  'GET app/api/pdfjs/[version]/[folder]/[file]/route.ts': {
    public: 'files of a library, as public as scripts',
  },
  'POST app/api/bench/route.ts': { public: 'closed unless BENCH_ROUTES=1; reads a body, does nothing' },
}

/** The actions of the guided page, which all ask for the same. */
function assisted(files: Record<string, string[]>): Record<string, Access> {
  const folder = 'app/(desk)/enrollments/(assist)/[id]/assist'
  return Object.fromEntries(
    Object.entries(files).flatMap(([file, names]) =>
      names.map((name) => [`${folder}/${file}#${name}`, 'enrollments.assist']),
    ),
  )
}
