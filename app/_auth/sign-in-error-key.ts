import type { ErrorMessage } from '@/lib/errors'

/** What can go wrong on the way in or out, as keys below `errors` that need no values. */
export type SignInErrorKey =
  | 'signIn.refused'
  | 'signIn.wrongCode'
  | 'signIn.busy'
  | 'signIn.unexpected'
  | 'signIn.expired'
  | 'offline'

/** `signIn.secondFactor` is no failure: the password was right, and a code is asked for. */
export type SignInError =
  | { key: SignInErrorKey | 'signIn.secondFactor' }
  | { key: 'signIn.tooMany'; minutes: number }

const KNOWN = ['signIn.refused', 'signIn.busy', 'signIn.secondFactor', 'signIn.wrongCode'] as const
const TOO_MANY = /^signIn\.tooMany:(\d{1,4})$/

/** An error as next-auth carries it, in an address: a code, and for how long to wait the minutes. */
export function signInErrorCode({ key, values }: ErrorMessage): string {
  return key === 'signIn.tooMany' ? `${key}:${values?.minutes ?? 1}` : key
}

/** What such a code says; anything unknown is the desk's own problem. */
export function readSignInErrorCode(code: string): SignInError {
  const minutes = TOO_MANY.exec(code)?.[1]
  if (minutes !== undefined) return { key: 'signIn.tooMany', minutes: Number(minutes) }
  const key = KNOWN.find((one) => one === code)
  return { key: key ?? 'signIn.unexpected' }
}
