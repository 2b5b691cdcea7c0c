import { z } from 'zod'

/** Which enrollment, in every verb of the assisted flow. */
export const enrollmentIdInput = z.string().min(1).max(64)

/** One browser tab: an id the page makes. */
export const tabIdInput = z.string().min(1).max(64)
