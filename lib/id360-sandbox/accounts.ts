/** The three kinds of accounts ID360 knows [seed]; the names and passwords are the sandbox's own, and public. */
export type AccountKind = 'application' | 'user' | 'admin'

export type Account = { username: string; password: string; kind: AccountKind; secondFactor?: string }

/** The machine account a desk uses. Its name and password can be changed by the sandbox's settings. */
export const APPLICATION_ACCOUNT: Account = {
  username: 'sandbox-app',
  password: 'sandbox-app-password',
  kind: 'application',
}

/** A person's account: the only kind that may read archived reports [seed]. */
export const USER_ACCOUNT: Account = {
  username: 'sandbox-user',
  password: 'sandbox-user-password',
  kind: 'user',
}

/** An administrator: needs the second factor in `token` at login [seed]. Here it never changes. */
export const ADMIN_ACCOUNT: Account = {
  username: 'sandbox-admin',
  password: 'sandbox-admin-password',
  kind: 'admin',
  secondFactor: '123456',
}
