/** What can go wrong on the way in or out: keys below `errors`. */
export type SignInErrorKey =
  | 'signIn.refused'
  | 'signIn.busy'
  | 'signIn.unexpected'
  | 'signIn.expired'
  | 'offline'
