/** What the secret of somebody's second factor is sealed for, confirmed or not. */
export const totpPurpose = (staffId: string) => `staff.totp:${staffId}`
