import { z } from 'zod'
import { CODE_MAX } from './take-code'

/** The password of the person who asks, once more. */
export const currentPassword = z.string('required').min(1, 'required').max(200, 'wrongPassword')

/** A code of the app, or a recovery code, as it was typed. */
export const typedCode = z.string('required').trim().min(1, 'required').max(CODE_MAX, 'wrongCode')

/** What changes of one's own second factor ask for. */
export const proofInput = z.object({ current: currentPassword, code: typedCode })
