/** Set by proxy.ts on the way in: the address asked for, so that the sign-in page can lead back to it. */
export const PATH_HEADER = 'x-desk-path'
