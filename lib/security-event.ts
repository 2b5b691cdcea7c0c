import type { Logger } from 'pino'

/**
 * What somebody who watches over the desk wants to hear of, beside the audit log: what was refused. docs/security.md says
 * of each what it means (a test holds the two together). Who asked stands in every line of a request as `staffId`.
 */
export const SECURITY_EVENTS = [
  'access.refused',
  'access.other_group',
  'access.signed_out',
  'input.refused',
  'sign_in.blocked',
  'password.refused',
  'invite.refused',
  'sso.refused',
  'callback.refused',
  'metrics.refused',
] as const

export type SecurityEvent = (typeof SECURITY_EVENTS)[number]

/**
 * One line of the log with `security: <event>`, as a warning. It never fails, and changes no answer.
 *
 * @param facts ids, counts and our own words; never what somebody typed, a name, a token or a body
 */
export function noteSecurityEvent(
  log: Logger,
  event: SecurityEvent,
  facts: Readonly<Record<string, string | number | boolean | null | readonly string[]>> = {},
): void {
  // Most of these are ends of sessions: they matter beside others, and not by themselves.
  if (event === 'access.signed_out') log.info({ security: event, ...facts }, 'security')
  else log.warn({ security: event, ...facts }, 'security')
}
