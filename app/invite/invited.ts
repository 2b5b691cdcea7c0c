/** Whose link it is. `expiresAt` in epoch milliseconds. */
export type Invited = { secret: string; email: string; name: string; expiresAt: number }
