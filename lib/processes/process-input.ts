import { z } from 'zod'
import type { Context } from '@/lib/context'
import { DeskError } from '@/lib/errors'
import { nameInput } from '@/lib/name-input'

/** Every error a field of a process or group can have: keys below `errors.field` of the message files. */
const FIELD_ERRORS = [
  'required',
  'tooLong',
  'controlCharacters',
  'uuid',
  'webAddress',
  'httpsAddress',
  'noWay',
  'invalid',
] as const

/** The letters of ID360 for the ends it may notify: with a verdict, failed, canceled. [seed, guess] */
export const NOTIFY_LETTERS = ['E', 'F', 'C'] as const

/** Letters in their own order, each once: one way to write each choice. '' asks for all notifications. */
const notifyOn = z
  .string({ error: 'invalid' })
  .regex(/^([EFC](,[EFC])*)?$/, 'invalid')
  .transform((value) => NOTIFY_LETTERS.filter((letter) => value.split(',').includes(letter)).join(','))

const webAddress = z
  .string({ error: 'invalid' })
  .trim()
  .max(2000, 'tooLong')
  .refine(isWebAddress, 'webAddress')

function isWebAddress(value: string): boolean {
  const url = URL.canParse(value) ? new URL(value) : null
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

const fields = z.object({
  name: nameInput,
  /** As ID360 wrote it in the settings of the journey; any version. */
  id360Uuid: z.string({ error: 'required' }).trim().toLowerCase().min(1, 'required').pipe(z.guid('uuid')),
  /** null: the environment that the desk is in front of. */
  environment: z
    .enum(['sandbox', 'preproduction', 'production'], { error: 'invalid' })
    .nullable()
    .default(null),
  byLink: z.boolean({ error: 'invalid' }).default(true),
  assisted: z.boolean({ error: 'invalid' }).default(true),
  makesIdclaim: z.boolean({ error: 'invalid' }).default(false),
  asksSelfie: z.boolean({ error: 'invalid' }).default(true),
  defaultLanguage: z.enum(['fr', 'en'], { error: 'invalid' }).default('fr'),
  defaultGroupId: z
    .string({ error: 'invalid' })
    .min(1, 'invalid')
    .max(64, 'invalid')
    .nullable()
    .default(null),
  /** Where the person lands at the end; null: the desk's own page. */
  browserCallbackUrl: webAddress.nullable().default(null),
  /** '' for all notifications, null for the desk's setting. */
  notifyOn: notifyOn.nullable().default(null),
})

/** What makes a process, as forms, the command line and the seed give it. */
export type ProcessInput = z.input<typeof fields>
/** The same as it is kept. */
export type ProcessFields = z.output<typeof fields>

/** The refusal of a form about a process or a group, with one message key per field. */
export function invalidFields(fieldErrors: Record<string, string>): DeskError {
  const words = Object.entries(fieldErrors).map(([field, error]) => `${field} (${error})`)
  return new DeskError('INVALID', `refused: ${words.join(', ')}`, { fieldErrors })
}

/** The first error of each field, by message key. */
export function fieldErrorsOf(error: z.ZodError): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const { path, message } of error.issues) {
    errors[String(path[0] ?? 'name')] ??= (FIELD_ERRORS as readonly string[]).includes(message)
      ? message
      : 'invalid'
  }
  return errors
}

/**
 * Parses a process and tells every error at once. In front of a real ID360 the person lands on https only.
 * @throws DeskError INVALID with `fieldErrors`: keys below `errors.field`.
 */
export function parseProcess(ctx: Pick<Context, 'settings'>, input: unknown): ProcessFields {
  const parsed = fields.safeParse(input)
  const errors = parsed.success ? {} : fieldErrorsOf(parsed.error)
  if (parsed.success) {
    const { byLink, assisted, browserCallbackUrl } = parsed.data
    if (!byLink && !assisted) errors.byLink = 'noWay'
    if (
      ctx.settings.ID360_ENVIRONMENT !== 'sandbox' &&
      browserCallbackUrl?.toLowerCase().startsWith('http:')
    ) {
      errors.browserCallbackUrl = 'httpsAddress'
    }
  }
  if (!parsed.success || Object.keys(errors).length > 0) throw invalidFields(errors)
  return parsed.data
}
